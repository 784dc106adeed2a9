import type { ExamDto, PatientDto, Instant } from './wire';

/** Images that belong to no known request, and wait visibly. */
export interface OrphanDto {
  studyInstanceUid: string;
  territory: string;
  establishment: string;
  establishmentName: string;
  accessionNumber: string | null;
  images: number;
  receivedAt: Instant;
  exam: ExamDto;
  patient: PatientDto | null;
  why: 'identity-conflict' | 'ambiguous' | 'establishment-wants-request-first';
}
