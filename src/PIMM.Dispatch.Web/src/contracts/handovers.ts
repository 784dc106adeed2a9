/** Hand-overs and external providers as they cross the wire; see wire.ts for the rest. */

import type { CaseStatus, Instant, OwnerDto, UrgencyId } from './wire';

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
