/**
 * What crosses the wire, as `PIMM.Dispatch.Contracts` declares it: the same names, the same fields,
 * camelCase.
 * Instants are ISO 8601 in UTC; a field that the server leaves out for lack of right or of value is null.
 */

import type { EscalationDto } from './escalation';
import type { ExternalDto, OwnerDto } from './externals';
import type { FlagDto } from './flags';
import type { NoticeKind } from './notices';
import type { OrphanDto } from './orphans';
import type { PartBody, PartDto, PartOfDto, SharedReadingDto } from './parts';

export type { OrphanDto } from './orphans';
export type { ExamRequestBody } from './requests';
export type { SessionDto, SignInBody } from './session';

export type Instant = string;

export type UrgencyId = 'vital' | 'urgent' | 'semi-urgent' | 'scheduled';

export type CaseStatus =
  | 'requested'
  | 'to-protocol'
  | 'protocolled'
  | 'acquiring'
  | 'images-arriving'
  | 'to-read'
  | 'offered'
  | 'accepted'
  | 'on-hold'
  | 'preliminary'
  | 'signed'
  | 'acknowledged'
  | 'externalised'
  | 'cancelled';

export type SpecialtyId =
  | 'neuro'
  | 'thorax'
  | 'abdomen-pelvis'
  | 'musculoskeletal'
  | 'vascular'
  | 'paediatric'
  | 'polytrauma'
  | 'general';

export type RegionId =
  | 'head'
  | 'neck'
  | 'spine'
  | 'chest'
  | 'abdomen-pelvis'
  | 'chest-abdomen-pelvis'
  | 'limbs'
  | 'vessels'
  | 'whole-body'
  | 'other';

export type AlertId = 'warning' | 'imminent' | 'breached';

export type PresenceId = 'available' | 'reading' | 'busy' | 'break' | 'away';

export type RoleId =
  | 'regulator'
  | 'reader'
  | 'coordinator'
  | 'requester'
  | 'technologist'
  | 'quality'
  | 'administrator'
  | 'provider'
  | 'integration';

export type ViewId = 'reader' | 'wallboard' | 'tracking' | 'coordination' | 'provider';

export type ActionId =
  | 'validate'
  | 'refuse'
  | 'protocol'
  | 'acquire'
  | 'images-complete'
  | 'accept'
  | 'decline'
  | 'claim'
  | 'release'
  | 'reassign'
  | 'hold'
  | 'resume'
  | 'preliminary'
  | 'sign'
  | 'addendum'
  | 'critical'
  | 'acknowledge'
  | 'cancel'
  | 'urgency'
  | 'externalise'
  | 'lift-flag'
  | 'split'
  | 'take-back-part';

export interface CaseDto {
  id: string;
  territory: string;
  establishment: string;
  establishmentName: string;
  origin: 'request' | 'images';
  urgency: UrgencyId;
  specialty: SpecialtyId;
  region: RegionId;
  derived: boolean;
  status: CaseStatus;
  reader: string | null;
  readerName: string | null;
  owner: OwnerDto | null;
  external: ExternalDto | null;
  studyInstanceUid: string | null;
  accessionNumber: string | null;
  images: number;
  imagesExpected: number | null;
  requestedAt: Instant;
  imagesFirstAt: Instant | null;
  imagesCompleteAt: Instant | null;
  clockStartedAt: Instant | null;
  warningAt: Instant | null;
  imminentAt: Instant | null;
  dueAt: Instant | null;
  alert: AlertId | null;
  noReader: boolean;
  assignedAt: Instant | null;
  offerExpiresAt: Instant | null;
  acceptedAt: Instant | null;
  heldUntil: Instant | null;
  preliminaryAt: Instant | null;
  signedAt: Instant | null;
  acknowledgedAt: Instant | null;
  estimatedReportAt: Instant | null;
  reason: string | null;
  exam: ExamDto;
  patient: PatientDto | null;
  clinical: ClinicalDto | null;
  protocol: string | null;
  report: ReportDto | null;
  critical: CriticalResultDto | null;
  partOf: PartOfDto | null;
  parts: readonly PartDto[];
  flags: readonly FlagDto[];
  pressingAt: Instant;
  escalation: EscalationDto | null;
  sequence: number;
}

export interface ExamDto {
  modality: string;
  bodyPart: string | null;
  description: string;
  priors: number | null;
}

export interface PatientDto {
  familyName: string;
  givenName: string | null;
  birthDate: string | null;
  sex: string | null;
  patientId: string | null;
  ins: string | null;
  identity: 'qualified' | 'provisional' | 'conflict';
}

export interface ClinicalDto {
  indication: string | null;
  question: string | null;
  allergies: string | null;
  creatinine: string | null;
  pregnancy: boolean | null;
  weightKg: number | null;
  requester: string | null;
  callBack: string | null;
}

export interface ReportDto {
  state: 'preliminary' | 'signed';
  version: number;
  text: string;
  by: string;
  onBehalfOf: string | null;
  at: Instant;
  addenda: readonly AddendumDto[];
}

export interface AddendumDto {
  text: string;
  by: string;
  at: Instant;
}

export interface CriticalResultDto {
  text: string;
  by: string;
  at: Instant;
  confirmedBy: string | null;
  confirmedAt: Instant | null;
  /** Whom to telephone now; null while screens may still do. */
  call: readonly PhoneContactDto[] | null;
}

export interface PhoneContactDto {
  label: string;
  number: string;
}

export interface TimelineEntryDto {
  sequence: number;
  at: Instant;
  by: string;
  type: string;
  text: string;
}

export interface DispatchDecisionDto {
  sequence: number;
  at: Instant;
  caseId: string;
  policy: string;
  reader: string | null;
  readerName: string | null;
  terms: readonly CostTermDto[];
  others: readonly ReaderNotChosenDto[];
  text: string;
}

export interface CostTermDto {
  code: string;
  milli: number;
  text: string;
}

export interface ReaderNotChosenDto {
  reader: string;
  readerName: string;
  code: string;
  text: string;
}

export interface ReaderDto {
  id: string;
  name: string;
  initials: string;
  presence: PresenceId;
  onDuty: boolean;
  duty: string | null;
  dutyUntil: Instant | null;
  specialties: readonly SpecialtyId[];
  loadMinutes: number;
  cases: readonly string[];
  currentCase: string | null;
}

export interface PresenceBody {
  presence: PresenceId;
  territory: string | null;
}

export interface TerritoryDto {
  id: string;
  name: string;
  zone: string;
  establishments: readonly EstablishmentDto[];
  urgencies: readonly UrgencyDto[];
  readers: readonly ReaderDto[];
  externalProviders: readonly string[];
  wallboardQueueTarget: number;
  sharedReadings: readonly SharedReadingDto[];
}

export interface EstablishmentDto {
  id: string;
  name: string;
  abbreviation: string;
  state: 'connected' | 'partner';
  host: boolean;
}

export interface UrgencyDto {
  id: UrgencyId;
  letter: string;
  label: string;
  targetMinutes: number;
  warningMinutes: number;
  imminentMinutes: number;
}

export interface CaseActionBody {
  reason?: string;
  text?: string;
  reader?: string;
  provider?: string;
  until?: Instant;
  urgency?: UrgencyId;
  specialty?: SpecialtyId;
  region?: RegionId;
  version?: number;
  source?: string;
  code?: string;
  parts?: readonly PartBody[];
  part?: string;
}

export interface JoinBody {
  territory: string;
  view: ViewId;
  after: number | null;
}

export interface JoinedDto {
  sequence: number;
  resumed: boolean;
  serverTime: Instant;
}

export interface ActBody {
  caseId: string;
  action: ActionId;
  commandId: string;
  body: CaseActionBody | null;
}

export interface AcknowledgeBody {
  noticeId: string;
}

export interface ActedDto {
  done: boolean;
  case: CaseDto | null;
  code: string | null;
  title: string | null;
  reader: string | null;
}

export interface SnapshotDto {
  territory: string;
  view: ViewId;
  sequence: number;
  serverTime: Instant;
  cases: readonly CaseDto[];
  readers: readonly ReaderDto[];
  orphans: readonly OrphanDto[];
  notices: readonly NoticeDto[];
  last24Hours: StatisticsDto | null;
  message: string | null;
}

export interface ChangesDto {
  territory: string;
  from: number;
  to: number;
  cases: readonly CaseDto[];
  removed: readonly string[];
  readers: readonly ReaderDto[];
  orphans: readonly OrphanDto[];
  orphansGone: readonly string[];
  noticesGone: readonly string[];
  last24Hours: StatisticsDto | null;
}

export interface NoticeDto {
  id: string;
  sequence: number;
  kind: NoticeKind;
  /** Null, with the urgency, when it speaks of a duty. */
  caseId: string | null;
  urgency: UrgencyId | null;
  at: Instant;
  dueAt: Instant | null;
  text: string;
  repeat: number;
}

export interface BeatDto {
  sequence: number;
  serverTime: Instant;
}

export interface StatisticsDto {
  from: Instant;
  to: Instant;
  clock: string;
  emergency: TurnaroundDto;
  scheduled: TurnaroundDto;
  byRegion: readonly TurnaroundDto[];
  byEstablishment: readonly TurnaroundDto[];
}

export interface TurnaroundDto {
  group: string;
  n: number;
  inTarget: number;
  meanMinutes: number | null;
  medianMinutes: number | null;
  p90Minutes: number | null;
}

/** RFC 9457, with the product's stable code and French title. */
export interface ProblemDto {
  status: number;
  code: string | null;
  title: string | null;
  detail: string | null;
  reader: string | null;
}
