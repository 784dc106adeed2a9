import type { CaseDto } from '../../contracts/wire';

/** The one place where a viewer's address is built: values are percent-encoded, whatever they hold. */
export function viewerLink(template: string, one: CaseDto): string | null {
  if (template.trim() === '' || one.studyInstanceUid == null) return null;
  const values: Record<string, string> = {
    study: one.studyInstanceUid,
    accession: one.accessionNumber ?? '',
    patient: one.patient?.patientId ?? '',
  };
  const link = template
    .trim()
    .replace(/\{(study|accession|patient)\}/gu, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return isSafe(link) ? link : null;
}

/** A template may start a viewer, never a script. */
function isSafe(link: string): boolean {
  if (link.startsWith('/') && !link.startsWith('//')) return true;
  const scheme = /^([a-z][a-z0-9+.-]*):/iu.exec(link)?.[1]?.toLowerCase();
  return scheme !== undefined && !['javascript', 'data', 'vbscript', 'file', 'blob'].includes(scheme);
}
