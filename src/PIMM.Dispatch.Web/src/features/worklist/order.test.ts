import { describe, expect, it } from 'vitest';
import { aCase, instant } from '../../hub/fixtures';
import { compareDone, compareOpen, heldOrder } from './order';

const sorted = (...cases: readonly ReturnType<typeof aCase>[]) =>
  [...cases].sort(compareOpen).map((one) => one.id);
const never = () => false;

describe('the order of the list', () => {
  it('is urgency, then time left, then age', () => {
    expect(
      sorted(
        aCase({ id: 'p', urgency: 'scheduled', dueAt: instant(1) }),
        aCase({ id: 'u2-late', dueAt: instant(30) }),
        aCase({ id: 'u1', urgency: 'vital', dueAt: instant(50) }),
        aCase({ id: 'u2-wait-new', dueAt: null, requestedAt: instant(5) }),
        aCase({ id: 'u2-wait-old', dueAt: null, requestedAt: instant(4) }),
        aCase({ id: 'u2-soon', dueAt: instant(20) }),
      ),
    ).toEqual(['u1', 'u2-soon', 'u2-late', 'u2-wait-old', 'u2-wait-new', 'p']);
  });

  it('lets a flagged case pass others of its urgency, and none of a higher one', () => {
    expect(
      sorted(
        aCase({ id: 'u2', dueAt: instant(30) }),
        aCase({ id: 'u2-flagged', dueAt: instant(40), pressingAt: instant(20) }),
        aCase({ id: 'u3-flagged', urgency: 'semi-urgent', dueAt: instant(60), pressingAt: instant(10) }),
      ),
    ).toEqual(['u2-flagged', 'u2', 'u3-flagged']);
  });

  it('puts the last finished first', () => {
    const cases = [aCase({ id: 'a', signedAt: instant(5) }), aCase({ id: 'b', signedAt: instant(9) })];
    expect(cases.sort(compareDone).map((one) => one.id)).toEqual(['b', 'a']);
  });
});

describe('a list under a hand', () => {
  it('does not move', () => {
    expect(heldOrder(['a', 'b', 'c'], ['c', 'a', 'b'], never)).toEqual({ ids: ['a', 'b', 'c'], waiting: 1 });
  });

  it('lets new rows wait and counts them', () => {
    expect(heldOrder(['a', 'b'], ['x', 'a', 'y', 'b'], never)).toEqual({ ids: ['a', 'b'], waiting: 2 });
  });

  it('keeps rows that left where they were', () => {
    expect(heldOrder(['a', 'b', 'c'], ['a', 'c'], never)).toEqual({ ids: ['a', 'b', 'c'], waiting: 1 });
  });

  it('lets a vital case in on top at once', () => {
    expect(heldOrder(['a', 'b'], ['u1', 'a', 'b'], (id) => id === 'u1')).toEqual({
      ids: ['u1', 'a', 'b'],
      waiting: 0,
    });
  });

  it('has nothing waiting when nothing changed', () => {
    expect(heldOrder(['a', 'b'], ['a', 'b'], never)).toEqual({ ids: ['a', 'b'], waiting: 0 });
    expect(heldOrder([], [], never).waiting).toBe(0);
  });

  it('counts moves as rows to pick up, not as places that shifted', () => {
    const many = Array.from({ length: 50 }, (_, index) => `c${index}`);
    const last = many[49] ?? '';
    expect(heldOrder(many, [last, ...many.slice(0, 49)], never).waiting).toBe(1);
  });
});
