import { useSyncExternalStore } from 'react';
import { pageClock } from '../hub/pageClock';

/** The server's instant in epoch milliseconds, changing once a second for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(pageClock.subscribe, pageClock.snapshot);
}
