/** Forecasts as they cross the wire; see wire.ts for the rest. */

import type { Instant } from './wire';

export interface ForecastDto {
  territory: string;
  from: Instant;
  until: Instant;
  basis: 'history' | 'assumption' | 'none';
  weeksSeen: number;
  weeksMin: number;
  casesSeen: number;
  assumedPerHour: number | null;
  pending: number;
  slots: readonly SlotForecastDto[];
}

export interface SlotForecastDto {
  slot: string;
  line: string;
  lineName: string;
  day: string;
  from: Instant;
  until: Instant;
  expected: number;
  low: number;
  high: number;
  emergencies: number;
  planned: number;
  needed95: number | null;
  needed98: number | null;
  trials: readonly StaffedSlotDto[];
}

export interface StaffedSlotDto {
  readers: number;
  under45: number;
  under45Low: number;
  under45High: number;
  meanMinutes: number;
}
