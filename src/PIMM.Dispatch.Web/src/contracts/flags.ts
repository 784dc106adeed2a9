import type { Instant } from './wire';

/** What a system outside says about a case; it moves the case forward. */
export interface FlagDto {
  source: string;
  code: string;
  label: string;
  text: string | null;
  weightMilli: number;
  at: Instant;
}

/** What a system sends; no page does. */
export interface StudyFlagBody {
  territory: string;
  establishment: string;
  source: string;
  code: string;
  studyInstanceUid: string | null;
  accessionNumber: string | null;
  text: string | null;
  withdrawn: string | null;
}
