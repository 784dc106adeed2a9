import { describe, expect, it } from 'vitest';
import { timeLeft } from '../ui/times';
import { aCase, instant } from './fixtures';
import { observe, serverNow, unknownClock } from './serverClock';

const hour = 3_600_000;

describe('the server clock', () => {
  it('falls back to the browser until the server has spoken', () => {
    expect(serverNow(unknownClock, 5_000, 42)).toBe(42);
  });

  it('gives right timers when the browser clock is wrong by six hours', () => {
    const clock = observe(unknownClock, instant(32), 1_000);
    const browserSays = Date.parse(instant(32)) + 6 * hour;
    const now = serverNow(clock, 1_000 + 60_000, browserSays);
    expect(now).toBe(Date.parse(instant(33)));
    expect(timeLeft(aCase({ dueAt: instant(47) }), now).text).toBe('14:00');
  });

  it('takes the fastest delivery of the last beats as the truth', () => {
    const late = observe(unknownClock, instant(0), 900);
    const fast = observe(late, new Date(Date.parse(instant(0)) + 2_000).toISOString(), 2_100);
    expect(serverNow(fast, 2_100, 0)).toBe(Date.parse(instant(0)) + 2_000);
    const later = observe(fast, new Date(Date.parse(instant(0)) + 4_000).toISOString(), 4_900);
    expect(serverNow(later, 4_900, 0)).toBe(Date.parse(instant(0)) + 4_800);
  });

  it('starts afresh when the server clock was set', () => {
    const before = observe(unknownClock, instant(0), 0);
    const afterwards = observe(before, instant(5), 2_000);
    expect(serverNow(afterwards, 2_000, 0)).toBe(Date.parse(instant(5)));
    const back = observe(afterwards, instant(0), 4_000);
    expect(serverNow(back, 4_000, 0)).toBe(Date.parse(instant(0)));
  });

  it('ignores an instant that is none', () => {
    expect(observe(unknownClock, 'hier', 0)).toBe(unknownClock);
  });
});
