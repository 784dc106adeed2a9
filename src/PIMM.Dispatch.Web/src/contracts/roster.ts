/** The roster as it crosses the wire; see wire.ts for the rest. */

import type { Instant, SpecialtyId } from './wire';

export interface DutyBody {
  reader: string;
  line: DutyLineId | null;
  until: Instant | null;
  from: Instant | null;
  slot: string | null;
}

export interface TakeOverBody {
  reason: string;
  reader: string | null;
}

export interface CorrectionBody {
  reader: string;
  from: Instant;
  until: Instant;
  reason: string;
}

export interface AbsenceBody {
  reader: string;
  from: Instant;
  until: Instant;
  reason: string | null;
}

export interface GiveSlotsBody {
  provider: string;
  slots: readonly string[];
  reason: string;
}

export interface TakeSlotsBackBody {
  slots: readonly string[];
  reason: string;
}

export type DutyLineId = 'on-site' | 'on-call' | 'session' | 'deep-night';

export interface RosterDto {
  territory: string;
  from: Instant;
  until: Instant;
  lines: readonly LineDto[];
  slots: readonly SlotDto[];
  duties: readonly DutyDto[];
  absences: readonly AbsenceDto[];
  holidays: readonly HolidayDto[];
  conflicts: readonly ConflictDto[];
}

export interface LineDto {
  id: string;
  name: string;
  kind: DutyLineId;
  establishments: readonly string[];
  specialties: readonly SpecialtyId[];
  readers: number;
  standIn: string | null;
  equipment: string | null;
}

export interface SlotDto {
  id: string;
  line: string;
  day: string;
  from: Instant;
  until: Instant;
  spans: readonly CoverSpanDto[];
  gaps: readonly GapDto[];
  missingReaders: number;
  provider: string | null;
  providerReason: string | null;
}

export interface CoverSpanDto {
  from: Instant;
  until: Instant;
  source: 'not-needed' | 'gap' | 'external' | 'published' | 'exception';
  by: string | null;
  duty: string | null;
}

export interface GapDto {
  from: Instant;
  until: Instant;
  sites: readonly UncoveredSiteDto[];
}

export interface UncoveredSiteDto {
  establishment: string;
  specialties: readonly SpecialtyId[];
}

export interface DutyDto {
  id: string;
  reader: string;
  readerName: string;
  line: DutyLineId;
  from: Instant;
  until: Instant;
  slot: string | null;
  inPlaceOf: string | null;
  over: boolean;
}

export interface AbsenceDto {
  id: string;
  reader: string;
  readerName: string;
  from: Instant;
  until: Instant;
}

export interface HolidayDto {
  day: string;
  name: string;
}

export interface ConflictDto {
  kind: 'absent' | 'rest' | 'not-eligible';
  duty: string;
  reader: string;
  text: string;
}

export interface EquityDto {
  territory: string;
  from: string;
  until: string;
  readers: readonly ReaderEquityDto[];
}

export interface ReaderEquityDto {
  reader: string;
  readerName: string;
  onSite: number;
  onCall: number;
  deepNight: number;
  halfDays: number;
  weekends: number;
  holidays: number;
  nights: number;
  lines: readonly LineHalfDaysDto[];
}

export interface LineHalfDaysDto {
  line: string;
  equipment: string | null;
  halfDays: number;
}
