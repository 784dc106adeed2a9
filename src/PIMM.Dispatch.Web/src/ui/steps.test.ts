import { describe, expect, it } from 'vitest';
import { aCase, instant } from '../hub/fixtures';
import { stepsOf } from './steps';
import type { CaseDto } from '../contracts/wire';

const states = (part: Partial<CaseDto>) =>
  stepsOf(aCase(part))
    .map((one) => one.state[0])
    .join('');
const bare = { imagesCompleteAt: null };

describe('the five steps', () => {
  it('follow a case from its request to its report', () => {
    expect(states({ ...bare, status: 'requested' })).toBe('dcaaa');
    expect(states({ status: 'to-read' })).toBe('ddcaa');
    expect(states({ status: 'offered', assignedAt: instant(3) })).toBe('ddcaa');
    expect(states({ status: 'accepted', assignedAt: instant(3), acceptedAt: instant(4) })).toBe('dddca');
    expect(states({ status: 'preliminary', acceptedAt: instant(4), preliminaryAt: instant(9) })).toBe(
      'ddddc',
    );
    expect(states({ status: 'signed', acceptedAt: instant(4), signedAt: instant(9) })).toBe('ddddd');
  });

  it('never show a step as open behind one that is done', () => {
    expect(states({ ...bare, status: 'accepted', acceptedAt: instant(4) })).toBe('dddca');
  });

  it('have no current step once the case is cancelled', () => {
    expect(states({ ...bare, status: 'cancelled' })).toBe('daaaa');
  });

  it('say when each happened', () => {
    const steps = stepsOf(aCase({ status: 'accepted', assignedAt: instant(3), acceptedAt: instant(4) }));
    expect(steps.map((one) => one.at)).toEqual([instant(0), instant(2), instant(4), instant(4), null]);
  });
});
