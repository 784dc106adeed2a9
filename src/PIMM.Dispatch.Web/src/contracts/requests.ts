import type { RegionId, SpecialtyId, UrgencyId } from './wire';

/** What opens a case before there are images. */
export interface ExamRequestBody {
  territory: string;
  establishment: string;
  urgency: UrgencyId;
  modality: string;
  region: RegionId;
  specialty: SpecialtyId | null;
  description: string | null;
  accessionNumber: string | null;
  imagesExpected: number | null;
  patient: PatientBody;
  indication: string | null;
  question: string | null;
  allergies: string | null;
  creatinine: string | null;
  pregnancy: boolean | null;
  weightKg: number | null;
  callBack: string | null;
}

export interface PatientBody {
  familyName: string;
  givenName: string | null;
  birthDate: string | null;
  sex: string | null;
  patientId: string | null;
  ins: string | null;
  insQualified: boolean;
}
