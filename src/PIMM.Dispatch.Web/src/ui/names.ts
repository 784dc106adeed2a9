import type { PatientDto } from '../contracts/wire';
import { age } from './times';

/** `NOM Prénom`, or an empty text when the person may not see it. */
export function patientName(patient: PatientDto | null | undefined): string {
  if (patient == null) return '';
  return [patient.familyName.toUpperCase(), patient.givenName]
    .filter((one) => one != null && one !== '')
    .join(' ');
}

/** `NOM Prénom · 67 a · F`: a name never stands without a second trait when one is known. */
export function patientLine(patient: PatientDto | null | undefined, now: number): string {
  if (patient == null) return '';
  return [patientName(patient), age(patient.birthDate, now), patient.sex]
    .filter((one) => one != null && one !== '')
    .join(' ·\u00a0');
}

/** `· 67 a · F`: beside a name that may be cut short, never cut themselves. */
export function patientTraits(patient: PatientDto, now: number): string {
  return [age(patient.birthDate, now), patient.sex]
    .filter((one) => one != null && one !== '')
    .map((one) => `·\u00a0${one}`)
    .join(' ');
}

/** `1957-03-02` or DICOM's `19570302` as `02/03/1957`. */
export function birthDay(date: string | null | undefined): string | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(date ?? '');
  return found === null ? null : `${found[3]}/${found[2]}/${found[1]}`;
}
