import { observe, serverNow, unknownClock } from './serverClock';
import type { ServerClock } from './serverClock';

const secondMilliseconds = 1_000;

/**
 * The one clock of the page: ticks at each whole second of the server, so that all timers change together.
 */
class PageClock {
  private clock: ServerClock = unknownClock;
  private readonly watchers = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private second = 0;

  observe(serverTime: string): void {
    const known = this.clock.offsets.length > 0;
    this.clock = observe(this.clock, serverTime, this.monotonic());
    if (!known) this.tick();
  }

  monotonic(): number {
    return performance.now();
  }

  /** The server's instant, epoch milliseconds, exact. */
  now(): number {
    return serverNow(this.clock, this.monotonic(), Date.now());
  }

  /**
   * The server's instant at the last tick, whole seconds: stable between ticks, as a store's snapshot must
   * be.
   */
  readonly snapshot = (): number => {
    if (this.second === 0) this.second = this.wholeSecond();
    return this.second;
  };

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    if (this.watchers.size === 1) this.tick();
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) clearTimeout(this.timer);
    };
  };

  private tick(): void {
    clearTimeout(this.timer);
    this.second = this.wholeSecond();
    for (const watcher of this.watchers) watcher();
    if (this.watchers.size === 0) return;
    const untilNext = secondMilliseconds - (this.now() % secondMilliseconds);
    this.timer = setTimeout(() => this.tick(), Math.max(untilNext, 20));
  }

  private wholeSecond(): number {
    return Math.floor(this.now() / secondMilliseconds) * secondMilliseconds;
  }
}

export const pageClock = new PageClock();
