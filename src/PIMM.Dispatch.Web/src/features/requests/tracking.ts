import type { CaseDto, CaseStatus } from '../../contracts/wire';

const closed: ReadonlySet<CaseStatus> = new Set(['acknowledged', 'cancelled']);

/** A requester follows a case until its report is read, not only until it is signed. */
export function isFollowed(one: CaseDto): boolean {
  return !closed.has(one.status) || isCriticalOpen(one);
}

export function isCriticalOpen(one: CaseDto): boolean {
  return one.critical != null && one.critical.confirmedAt == null;
}

const atTheScanner: ReadonlySet<CaseStatus> = new Set([
  'requested',
  'to-protocol',
  'protocolled',
  'acquiring',
  'images-arriving',
]);

export function isForTechnologist(one: CaseDto): boolean {
  return atTheScanner.has(one.status);
}

/** How many images are still missing, 0 when the number to expect is not known. */
export function imagesMissing(one: CaseDto): number {
  return one.imagesExpected == null ? 0 : Math.max(0, one.imagesExpected - one.images);
}
