import type { Instant } from './wire';

/** Who is called for a case that nobody has taken, and what happens next if nobody acts. */
export interface EscalationDto {
  step: number;
  steps: number;
  acknowledgedBy: string | null;
  acknowledgedUntil: Instant | null;
  next: AheadDto[];
}

export type AheadKind =
  | 'step'
  | 'warning'
  | 'imminent'
  | 'breached'
  | 'offer-expires'
  | 'hold-ends'
  | 'acknowledgement-expires'
  | 'images-overdue'
  | 'critical-unconfirmed'
  | 'report-unread';

export type AheadTo =
  'reader' | 'readers' | 'present' | 'on-call' | 'coordinators' | 'requesters' | 'technologists' | 'external';

export interface AheadDto {
  at: Instant;
  kind: AheadKind;
  step: number | null;
  to: AheadTo[];
  moves: boolean;
}
