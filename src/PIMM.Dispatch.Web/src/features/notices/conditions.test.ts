import { describe, expect, it } from 'vitest';
import { aNotice, instant } from '../../hub/fixtures';
import { conditionKey, conditionsOf, ringsNow } from './conditions';

const nobody = (number: number, part = {}) =>
  aNotice({ id: `t.${number}#1`, kind: 'no-reader', caseId: `t.${number}`, urgency: 'urgent', ...part });

describe('conditions', () => {
  it('make one line with a count of many cases with one cause', () => {
    const lines = conditionsOf(Array.from({ length: 1_000 }, (_, index) => nobody(index)));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.shared).toBe('no-reader');
    expect(lines[0]?.notices).toHaveLength(1_000);
  });

  it('leave a single notice, and notices of other kinds, as they are', () => {
    expect(conditionsOf([nobody(1)])[0]?.shared).toBeNull();
    const lines = conditionsOf([
      aNotice({ id: 'a', kind: 'escalated' }),
      aNotice({ id: 'b', kind: 'deadline-breached' }),
    ]);
    expect(lines.map((one) => one.shared)).toEqual([null, null]);
  });

  it('never hide a vital case among others', () => {
    const lines = conditionsOf([nobody(1), nobody(2), nobody(3, { urgency: 'vital' })]);
    expect(lines).toHaveLength(2);
    expect(conditionKey(nobody(3, { urgency: 'vital' }))).toBe('case:t.3');
  });

  it('put the most pressing case first and the newest condition first', () => {
    const lines = conditionsOf([
      nobody(1, { urgency: 'scheduled', at: instant(1) }),
      nobody(2, { urgency: 'urgent', at: instant(2) }),
      aNotice({ id: 'late', kind: 'case-assigned', at: instant(9) }),
    ]);
    expect(lines.map((one) => one.notices[0]?.id)).toEqual(['late', 't.2#1']);
  });
});

describe('the sound of a condition', () => {
  it('comes once for a thousand notices of one cause, and again when they are repeated', () => {
    const rung = new Map<string, number>();
    let rings = 0;
    for (let number = 0; number < 3_000; number += 1) {
      const at = number * 15;
      if (!ringsNow(rung, nobody(number % 1_000), at)) continue;
      rung.set('no-reader', at);
      rings += 1;
    }
    expect(rings).toBe(4);
  });

  it('comes for each vital case, whatever has just rung', () => {
    const rung = new Map([
      ['no-reader', 0],
      ['case:t.1', 0],
    ]);
    expect(ringsNow(rung, nobody(2, { urgency: 'vital' }), 1)).toBe(true);
    expect(ringsNow(rung, nobody(1, { urgency: 'vital' }), 5_000)).toBe(true);
  });

  it('comes once when two notices say the same case at the same instant', () => {
    const rung = new Map([['case:t.1', 100]]);
    expect(ringsNow(rung, aNotice({ kind: 'escalated', caseId: 't.1', urgency: 'urgent' }), 101)).toBe(false);
  });
});
