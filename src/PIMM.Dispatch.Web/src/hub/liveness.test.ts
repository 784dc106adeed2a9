import { describe, expect, it } from 'vitest';
import { isStale, livenessOf } from './liveness';

const facts = (beatAge: number | null, connected = true, browserOnline = true) => ({
  beatAge,
  connected,
  browserOnline,
});

describe('liveness', () => {
  it('is live only while beats arrive', () => {
    expect(livenessOf(facts(0))).toBe('live');
    expect(livenessOf(facts(4_999))).toBe('live');
    expect(livenessOf(facts(5_000))).toBe('reconnecting');
    expect(livenessOf(facts(null))).toBe('reconnecting');
  });

  it('does not call a closed connection live, however fresh the beat', () => {
    expect(livenessOf(facts(100, false))).toBe('reconnecting');
  });

  it('is offline without a network or after a minute of silence', () => {
    expect(livenessOf(facts(6_000, false, false))).toBe('offline');
    expect(livenessOf(facts(60_000, false))).toBe('offline');
  });

  it('is stale from fifteen seconds of silence on', () => {
    expect(isStale(facts(14_999))).toBe(false);
    expect(isStale(facts(15_000))).toBe(true);
    expect(isStale(facts(null))).toBe(true);
  });
});
