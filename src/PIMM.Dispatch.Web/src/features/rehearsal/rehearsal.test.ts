import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { NightOutcomeDto, RehearsalDto, RehearsedNightDto } from '../../contracts/rehearsals';
import { bodyOf, changeInWords, emptyForm, faultOf, figureRows, horizonOf, secondsLeft } from './rehearsal';
import type { RehearsalForm } from './rehearsal';

const zone = 'Europe/Paris';
const form = (part: Partial<RehearsalForm> = {}): RehearsalForm => ({
  ...emptyForm('2026-01-13'),
  team: 'unchanged',
  ...part,
});
const outcome = (part: Partial<NightOutcomeDto> = {}): NightOutcomeDto => ({
  inTime: 90,
  under45: 95,
  under45Low: 94,
  under45High: 96,
  meanMinutes: 20,
  p50Minutes: 15,
  p90Minutes: 40,
  sentOut: 2,
  unread: 0,
  within: [50, 100],
  ...part,
});
const night = (part: Partial<RehearsedNightDto> = {}) =>
  ({ real: outcome(), again: outcome(), changed: outcome(), ...part }) as RehearsedNightDto;
/** The key and its values, so that a test sees what is said. */
const t = ((key: string, values?: Record<string, unknown>) =>
  [key.replace('rehearsal.', ''), ...Object.values(values ?? {})].join(' ')) as unknown as TFunction;

describe('what is asked', () => {
  it('is nothing but the last night when nothing was chosen', () => {
    expect(Object.values(bodyOf(form(), zone)).every((value) => value === null)).toBe(true);
  });

  it('begins in the evening and ends on the next morning, in the territory’s time', () => {
    const body = bodyOf(form({ night: 'chosen' }), zone);
    expect([body.from, body.until]).toEqual(['2026-01-13T17:30:00.000Z', '2026-01-14T07:30:00.000Z']);
  });

  it('ends on the same day when its end is after its start, and knows when the clock changes', () => {
    const day = bodyOf(form({ night: 'chosen', from: '08:00', until: '18:00' }), zone);
    expect([day.from, day.until]).toEqual(['2026-01-13T07:00:00.000Z', '2026-01-13T17:00:00.000Z']);
    const spring = bodyOf(form({ night: 'chosen', day: '2026-03-28' }), zone);
    expect([spring.from, spring.until]).toEqual(['2026-03-28T17:30:00.000Z', '2026-03-29T06:30:00.000Z']);
  });

  it('has the team, the rules and the provider that were chosen', () => {
    const body = bodyOf(
      form({ team: 'fewer', policy: 'e', external: 'closed', weights: { holdMilli: 0 } }),
      zone,
    );
    expect([body.readersMore, body.readers, body.policy, body.external]).toEqual([-1, null, 'e', 'closed']);
    expect(body.weights).toEqual({
      overflowMilli: null,
      holdMilli: 0,
      expertWaitMinutes: null,
      loadMilli: null,
      interruptionsMax: null,
    });
    expect(bodyOf(form({ team: 'named', readers: ['a', 'b'] }), zone).readers).toEqual(['a', 'b']);
  });

  it('lacks a reader, or an hour, before it can be sent', () => {
    expect(faultOf(form())).toBeNull();
    expect(faultOf(form({ team: 'named' }))).toBe('readers');
    expect(faultOf(form({ night: 'chosen', until: '' }))).toBe('night');
    expect(faultOf(form({ night: 'last', until: '' }))).toBeNull();
  });

  it('is said in words', () => {
    const name = (id: string) => `Dr ${id}`;
    expect(changeInWords(bodyOf(form(), zone), name, t)).toBe('change.none');
    const asked = bodyOf(
      form({ team: 'two-more', policy: 'list', external: 'open', weights: { expertWaitMinutes: 3 } }),
      zone,
    );
    expect(changeInWords(asked, name, t)).toBe(
      'change.policy.list, change.more 2, change.external.open, weight.expertWaitMinutes 3',
    );
    expect(changeInWords(bodyOf(form({ team: 'named', readers: ['A'] }), zone), name, t)).toBe(
      'change.readers Dr A',
    );
  });
});

describe('what would have changed', () => {
  it('is the change against the night played again, good or bad by what the figure is', () => {
    const rows = figureRows(
      night({
        real: outcome({ under45: 80 }),
        changed: outcome({ under45: 98.04, meanMinutes: 26, sentOut: 5 }),
      }),
    );
    const row = (id: string) => rows.find((one) => one.id === id);
    expect(row('under45')).toMatchObject({ values: [80, 95, 98.04], change: 3, tone: 'good' });
    expect(row('mean')).toMatchObject({ change: 6, tone: 'bad' });
    expect(row('sentOut')).toMatchObject({ change: 3, tone: 'none' });
    expect(row('p90')).toMatchObject({ change: 0, tone: 'none' });
  });

  it('speaks of cases that nobody read only where there are some', () => {
    const ids = (one: RehearsedNightDto) => figureRows(one).map((row) => row.id);
    expect(ids(night())).not.toContain('unread');
    expect(ids(night({ changed: outcome({ unread: 0.5 }) }))).toContain('unread');
  });

  it('is plotted until nearly all is signed, an hour at least and never further than it is known', () => {
    const reaching = (step: number) =>
      outcome({ within: Array.from({ length: 24 }, (_, at) => (at >= step ? 100 : 50)) });
    expect(horizonOf(night({ real: reaching(2), again: reaching(2), changed: reaching(2) }))).toBe(60);
    expect(horizonOf(night({ real: reaching(2), again: reaching(14), changed: reaching(2) }))).toBe(80);
    expect(horizonOf(night({ real: reaching(99), again: reaching(2), changed: reaching(2) }))).toBe(120);
  });
});

describe('progress', () => {
  const one = (played: number, state: RehearsalDto['state'] = 'playing') =>
    ({ state, played, plays: 40, startedAt: '2026-01-14T19:00:00Z' }) as RehearsalDto;

  it('says what is left at the pace so far', () => {
    expect(secondsLeft(one(10), Date.parse('2026-01-14T19:00:05Z'))).toBe(15);
  });

  it('promises nothing before the first evening, or while the journal is read', () => {
    expect(secondsLeft(one(0), Date.parse('2026-01-14T19:00:05Z'))).toBeNull();
    expect(secondsLeft(one(0, 'reading'), Date.parse('2026-01-14T19:00:05Z'))).toBeNull();
  });
});
