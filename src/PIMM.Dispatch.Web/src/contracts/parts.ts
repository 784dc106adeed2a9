import type { RegionId, SpecialtyId } from './wire';

/** On a part: of which case it is a part. */
export interface PartOfDto {
  caseId: string;
  number: number;
  of: number;
  label: string;
}

/** On a shared case: one of its parts. */
export interface PartDto {
  id: string;
  number: number;
  label: string;
  region: RegionId;
  status: 'open' | 'read' | 'taken-back';
  reader: string | null;
  text: string | null;
}

export interface PartBody {
  label: string;
  specialty: SpecialtyId;
  region: RegionId;
  expectedMinutes: number;
}

export interface SharedReadingDto {
  specialty: SpecialtyId;
  region: RegionId;
  parts: readonly PartBody[];
}
