/**
 * The server's clock, learned from its beats. A browser's wall clock may be hours wrong or jump, so the
 * estimate
 * stands on the monotonic clock (milliseconds since the page opened) and only on what the server said.
 */
export interface ServerClock {
  /** Server instant minus monotonic instant, in milliseconds, of the last beats. */
  readonly offsets: readonly number[];
}

/** Half a minute of beats: enough to meet one fast delivery, short enough to follow a corrected server. */
const offsetCountMax = 15;

/** A step this large is a clock that was set, not a slow network. */
const stepMilliseconds = 3_000;

export const unknownClock: ServerClock = { offsets: [] };

/** A late delivery makes the server look behind, never ahead: the largest offset is the best one. */
export function observe(clock: ServerClock, serverTime: string, monotonic: number): ServerClock {
  const server = Date.parse(serverTime);
  if (Number.isNaN(server)) return clock;
  const offset = server - monotonic;
  const known = offsetOf(clock);
  if (known !== null && Math.abs(offset - known) > stepMilliseconds) return { offsets: [offset] };
  return { offsets: [...clock.offsets, offset].slice(-offsetCountMax) };
}

/** The server's instant now, in epoch milliseconds; `fallback` until the server has spoken. */
export function serverNow(clock: ServerClock, monotonic: number, fallback: number): number {
  const offset = offsetOf(clock);
  return offset === null ? fallback : offset + monotonic;
}

function offsetOf(clock: ServerClock): number | null {
  return clock.offsets.length === 0 ? null : Math.max(...clock.offsets);
}
