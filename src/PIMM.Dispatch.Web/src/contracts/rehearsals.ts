/** Rehearsals as they cross the wire; see wire.ts for the rest. */

import type { Instant, UrgencyId } from './wire';

export type PolicyId = 'f' | 'e' | 'list';

export type ExternalChangeId = 'unchanged' | 'closed' | 'open';

export interface RehearsalBody {
  from: Instant | null;
  until: Instant | null;
  policy: PolicyId | null;
  weights: RehearsedWeightsBody | null;
  readersMore: number | null;
  readers: readonly string[] | null;
  external: ExternalChangeId | null;
  draws: number | null;
}

export interface RehearsedWeightsBody {
  overflowMilli: number | null;
  holdMilli: number | null;
  expertWaitMinutes: number | null;
  loadMilli: number | null;
  interruptionsMax: number | null;
}

export interface RehearsalDto {
  id: string;
  territory: string;
  by: string;
  startedAt: Instant;
  endedAt: Instant | null;
  state: 'reading' | 'playing' | 'done' | 'cancelled' | 'failed';
  played: number;
  plays: number;
  why: string | null;
  asked: RehearsalBody;
  result: RehearsedNightDto | null;
}

export interface RehearsedNightDto {
  from: Instant;
  until: Instant;
  cases: number;
  measured: number;
  leftOut: NightLeftOutDto;
  draws: number;
  policy: PolicyId;
  real: NightOutcomeDto;
  again: NightOutcomeDto;
  changed: NightOutcomeDto;
  readers: readonly RehearsedReaderDto[];
  earlier: number;
  later: number;
  same: number;
  noLongerLate: readonly RehearsedCaseDto[];
  newlyLate: readonly RehearsedCaseDto[];
  most: readonly RehearsedCaseDto[];
}

export interface NightLeftOutDto {
  waiting: number;
  cancelled: number;
  unsigned: number;
  unknown: number;
}

export interface NightOutcomeDto {
  inTime: number;
  under45: number;
  under45Low: number;
  under45High: number;
  meanMinutes: number;
  p50Minutes: number;
  p90Minutes: number;
  sentOut: number;
  unread: number;
  within: readonly number[];
}

export interface RehearsedReaderDto {
  reader: string;
  name: string;
  realMinutes: number | null;
  againMinutes: number | null;
  changedMinutes: number | null;
}

export interface RehearsedCaseDto {
  case: string;
  urgency: UrgencyId;
  completeAt: Instant;
  targetMinutes: number | null;
  realMinutes: number;
  againMinutes: number | null;
  changedMinutes: number | null;
}
