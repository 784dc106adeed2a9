import type { ExamRequestBody, RegionId, SpecialtyId, UrgencyId } from '../../contracts/wire';

export type FavouriteId =
  'head' | 'stroke' | 'chest' | 'abdomen' | 'tap' | 'spine' | 'trauma' | 'limb' | 'other';

export interface Favourite {
  readonly id: FavouriteId;
  readonly modality: string;
  readonly region: RegionId;
  readonly specialty: SpecialtyId;
}

/** What an emergency department asks for at night, in one tap. */
export const favourites: readonly Favourite[] = [
  { id: 'head', modality: 'CT', region: 'head', specialty: 'neuro' },
  { id: 'stroke', modality: 'CT', region: 'head', specialty: 'neuro' },
  { id: 'chest', modality: 'CT', region: 'chest', specialty: 'thorax' },
  { id: 'abdomen', modality: 'CT', region: 'abdomen-pelvis', specialty: 'abdomen-pelvis' },
  { id: 'tap', modality: 'CT', region: 'chest-abdomen-pelvis', specialty: 'general' },
  { id: 'spine', modality: 'CT', region: 'spine', specialty: 'neuro' },
  { id: 'trauma', modality: 'CT', region: 'whole-body', specialty: 'polytrauma' },
  { id: 'limb', modality: 'CT', region: 'limbs', specialty: 'musculoskeletal' },
  { id: 'other', modality: 'CT', region: 'other', specialty: 'general' },
];

/** The form as it is typed: texts, and empty for what is not known. */
export interface RequestDraft {
  readonly establishment: string;
  readonly urgency: UrgencyId | '';
  readonly exam: FavouriteId | '';
  readonly description: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly birthDate: string;
  readonly sex: '' | 'F' | 'M' | 'O';
  readonly patientId: string;
  readonly indication: string;
  readonly question: string;
  readonly allergies: string;
  readonly creatinine: string;
  readonly pregnancy: '' | 'yes' | 'no';
  readonly weight: string;
  readonly callBack: string;
}

export const emptyDraft: RequestDraft = {
  establishment: '',
  urgency: '',
  exam: '',
  description: '',
  familyName: '',
  givenName: '',
  birthDate: '',
  sex: '',
  patientId: '',
  indication: '',
  question: '',
  allergies: '',
  creatinine: '',
  pregnancy: '',
  weight: '',
  callBack: '',
};

export type RequestFault =
  'missingSite' | 'missingUrgency' | 'missingExam' | 'missingPatient' | 'missingIndication' | 'badDate';

/** What is missing, by field; an unknown birth date is allowed, a wrong one is not. */
export function faultsOf(draft: RequestDraft): Partial<Record<keyof RequestDraft, RequestFault>> {
  const faults: Partial<Record<keyof RequestDraft, RequestFault>> = {};
  if (draft.establishment === '') faults.establishment = 'missingSite';
  if (draft.urgency === '') faults.urgency = 'missingUrgency';
  if (draft.exam === '' || (draft.exam === 'other' && draft.description.trim() === ''))
    faults.exam = 'missingExam';
  if (draft.familyName.trim() === '') faults.familyName = 'missingPatient';
  if (draft.birthDate.trim() !== '' && isoDate(draft.birthDate) === null) faults.birthDate = 'badDate';
  if (draft.indication.trim() === '') faults.indication = 'missingIndication';
  return faults;
}

/** `02/03/1957`, `2.3.1957` or `02031957` as an ISO date; null when it is no day of the calendar. */
export function isoDate(text: string): string | null {
  const found = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$|^(\d{2})(\d{2})(\d{4})$/u.exec(text.trim());
  if (found === null) return null;
  const [day, month, year] = [found[1] ?? found[4], found[2] ?? found[5], found[3] ?? found[6]].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  if (date.getUTCMonth() !== (month ?? 0) - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

/** The body to send; `label` is the exam's French name. Only for a draft without faults. */
export function bodyOf(draft: RequestDraft, territory: string, label: string): ExamRequestBody {
  const exam = favourites.find((one) => one.id === draft.exam) ?? favourites[favourites.length - 1];
  if (exam === undefined || draft.urgency === '') throw new Error('A request with faults has no body.');
  const weight = Number.parseInt(draft.weight, 10);
  return {
    territory,
    establishment: draft.establishment,
    urgency: draft.urgency,
    modality: exam.modality,
    region: exam.region,
    specialty: exam.specialty,
    description: draft.description.trim() === '' ? label : draft.description.trim(),
    accessionNumber: null,
    imagesExpected: null,
    patient: {
      familyName: draft.familyName.trim(),
      givenName: textOrNull(draft.givenName),
      birthDate: isoDate(draft.birthDate),
      sex: draft.sex === '' ? null : draft.sex,
      patientId: textOrNull(draft.patientId),
      ins: null,
      insQualified: false,
    },
    indication: textOrNull(draft.indication),
    question: textOrNull(draft.question),
    allergies: textOrNull(draft.allergies),
    creatinine: textOrNull(draft.creatinine),
    pregnancy: draft.pregnancy === '' ? null : draft.pregnancy === 'yes',
    weightKg: Number.isNaN(weight) ? null : weight,
    callBack: textOrNull(draft.callBack),
  };
}

export function parseDraft(text: string | null): RequestDraft {
  if (text === null) return emptyDraft;
  try {
    return { ...emptyDraft, ...(JSON.parse(text) as Partial<RequestDraft>) };
  } catch {
    // A draft of an older version that cannot be read is no draft.
    return emptyDraft;
  }
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
