import { describe, expect, it } from 'vitest';
import type { HandoverCaseDto, HandoverDto } from '../../contracts/externals';
import type { RoleId, SessionDto } from '../../contracts/wire';
import { answerAs, askedOf, isOpen, progressOf, shownTo } from './handovers';

const person = (roles: readonly RoleId[], reader: string | null = null): SessionDto => ({
  user: 'x',
  name: 'X',
  roles,
  territories: ['t'],
  establishments: [],
  reader,
  demonstration: true,
});

const aHandover = (part: Partial<HandoverDto> = {}): HandoverDto => ({
  id: 'h1',
  boundary: 'duty-end',
  boundaryText: 'Fin de garde',
  from: 'r1',
  fromName: 'Dr Alpha',
  to: ['r2', 'r3'],
  provider: null,
  status: 'offered',
  statusText: 'À accepter',
  openedAt: '2026-11-23T22:30:00Z',
  minutesSince: 4,
  acceptedBy: null,
  endedAt: null,
  cases: [],
  ...part,
});

const aCase = (owner: HandoverCaseDto['owner']): HandoverCaseDto => ({
  id: 't.1',
  urgency: 'urgent',
  status: 'accepted',
  owner,
  dueAt: null,
  minutesLeft: null,
});

const coordinator = person(['coordinator']);
const asked = person(['reader'], 'r2');
const provider = person(['provider']);
const toProvider = aHandover({ to: [], provider: 'externe' });
const accepted = aHandover({ status: 'accepted', endedAt: '2026-11-23T22:40:00Z' });

describe('who answers a hand-over', () => {
  it('is a reader who is asked, and the provider when it is asked', () => {
    expect(answerAs(aHandover(), asked)).toBe('self');
    expect(answerAs(aHandover(), person(['reader'], 'r9'))).toBeNull();
    expect(answerAs(toProvider, provider)).toBe('self');
    expect(answerAs(aHandover(), provider)).toBeNull();
  });

  it('is the coordinator for one of them, not the regulator', () => {
    expect(answerAs(aHandover({ status: 'unanswered' }), coordinator)).toBe('other');
    expect(answerAs(aHandover(), person(['coordinator', 'reader'], 'r3'))).toBe('self');
    expect(answerAs(aHandover(), person(['regulator']))).toBeNull();
  });

  it('is nobody once it has ended', () => {
    expect([accepted, aHandover({ status: 'closed' })].map((one) => answerAs(one, asked))).toEqual([
      null,
      null,
    ]);
    expect([aHandover(), aHandover({ status: 'unanswered' }), accepted].map(isOpen)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is asked as a reader, or as the company when no reader can', () => {
    expect(askedOf(aHandover())).toEqual(['r2', 'r3']);
    expect(askedOf(toProvider)).toEqual(['externe']);
  });
});

describe('the band', () => {
  const all = [aHandover(), toProvider, accepted];
  const soon = Date.parse('2026-11-23T22:54:59Z');

  it('shows a coordinator all, what has ended for a quarter of an hour', () => {
    expect(shownTo(all, coordinator, soon)).toEqual(all);
    expect(shownTo(all, coordinator, soon + 1_000)).toEqual([aHandover(), toProvider]);
  });

  it('shows a reader and a provider what they are asked to take', () => {
    expect(shownTo(all, asked, soon)).toEqual([aHandover()]);
    expect(shownTo(all, provider, soon)).toEqual([toProvider]);
  });
});

describe('how far it is', () => {
  it('counts what is still with the reader who leaves', () => {
    const cases = [
      aCase({ kind: 'reader', id: 'r1', name: 'Dr Alpha' }),
      aCase({ kind: 'reader', id: 'r2', name: 'Dr Bravo' }),
      aCase({ kind: 'provider', id: 'externe', name: 'externe' }),
      aCase(null),
    ];
    expect(progressOf(aHandover({ cases }))).toEqual({ left: 1, taken: 3 });
    expect(progressOf(aHandover())).toEqual({ left: 0, taken: 0 });
  });
});
