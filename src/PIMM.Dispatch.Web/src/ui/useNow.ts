import { useSyncExternalStore } from 'react';
import { pageClock } from '../hub/pageClock';

const minuteMilliseconds = 60_000;

/** The server's instant in epoch milliseconds, changing once a second for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(pageClock.subscribe, pageClock.snapshot);
}

/** The same in whole minutes, for pages on which no seconds run. */
export function useMinute(): number {
  return useSyncExternalStore(
    pageClock.subscribe,
    () => Math.floor(pageClock.snapshot() / minuteMilliseconds) * minuteMilliseconds,
  );
}
