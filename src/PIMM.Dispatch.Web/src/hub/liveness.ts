/** How far a screen may be trusted. */
export type Liveness = 'live' | 'reconnecting' | 'offline';

/** No beat for this long, and the screen says so (the server beats every two seconds). */
export const beatMissingMilliseconds = 5_000;

/** No beat for this long, and the list is greyed and actions ask for confirmation. */
export const staleMilliseconds = 15_000;

/** No beat for this long: nobody should wait for it any more. */
export const offlineMilliseconds = 60_000;

export interface LinkFacts {
  readonly connected: boolean;
  readonly browserOnline: boolean;
  /** Milliseconds since the last beat, or null before the first. */
  readonly beatAge: number | null;
}

export function livenessOf({ connected, browserOnline, beatAge }: LinkFacts): Liveness {
  if (connected && beatAge !== null && beatAge < beatMissingMilliseconds) return 'live';
  if (!browserOnline) return 'offline';
  if (beatAge !== null && beatAge >= offlineMilliseconds) return 'offline';
  return 'reconnecting';
}

export function isStale(facts: LinkFacts): boolean {
  return facts.beatAge === null || facts.beatAge >= staleMilliseconds;
}
