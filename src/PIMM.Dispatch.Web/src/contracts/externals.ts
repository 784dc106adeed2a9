/** Hand-overs and external providers as they cross the wire; see wire.ts for the rest. */

import type { CaseStatus, Instant, UrgencyId } from './wire';

/** Who answers for a case now. */
export interface OwnerDto {
  kind:
    | 'regulators'
    | 'technologists'
    | 'dispatcher'
    | 'offered-reader'
    | 'reader'
    | 'provider'
    | 'coordinators'
    | 'requesters';
  id: string | null;
  name: string;
}

/** A case at an external provider, with why nobody nearer could read it. */
export interface ExternalDto {
  provider: string;
  providerName: string;
  sentAt: Instant;
  acceptedAt: Instant | null;
  decidedBy: 'dispatcher' | 'coordinator' | 'roster';
  levels: readonly LevelTriedDto[];
  text: string;
}

export interface LevelTriedDto {
  level: 'local' | 'region';
  why: string;
  overMinutes: number | null;
  text: string;
}

export interface HandoverDto {
  id: string;
  boundary: 'duty-end' | 'drop-out' | 'coordinators-word';
  boundaryText: string;
  from: string;
  fromName: string;
  to: readonly string[];
  provider: string | null;
  status: 'offered' | 'unanswered' | 'accepted' | 'closed';
  statusText: string;
  openedAt: Instant;
  minutesSince: number;
  acceptedBy: string | null;
  endedAt: Instant | null;
  cases: readonly HandoverCaseDto[];
}

export interface HandoverCaseDto {
  id: string;
  urgency: UrgencyId;
  status: CaseStatus;
  owner: OwnerDto | null;
  dueAt: Instant | null;
  minutesLeft: number | null;
}

export interface HandoverBody {
  reader: string;
}

export interface HandoverAnswerBody {
  by: string | null;
  reason: string | null;
}

export interface ProviderDto {
  id: string;
  name: string;
  lanes: number;
  capacityLeft: number;
  laneFreeAt: Instant;
  centsPerExam: number;
  read: number;
  returned: number;
  queue: readonly ProviderCaseDto[];
}

export interface ProviderCaseDto {
  id: string;
  state: 'sent' | 'accepted' | 'reading';
  minutes: number;
  sentAt: Instant;
  acceptedAt: Instant | null;
}
