import type { CaseDto, TerritoryDto } from '../../contracts/wire';
import type { PartBody } from '../../contracts/parts';
import type { Who } from './actions';

/** The parts that the territory proposes for this exam; none when it is not one that is shared. */
export function proposedParts(one: CaseDto, territory: TerritoryDto): readonly PartBody[] {
  const found = territory.sharedReadings.find(
    (kind) => kind.specialty === one.specialty && kind.region === one.region,
  );
  const known = new Set(one.parts.filter((part) => part.status !== 'taken-back').map((part) => part.label));
  return (found?.parts ?? []).filter((part) => !known.has(part.label));
}

/** The reader who has the case, and the coordinator, share it and take parts back. */
export function mayShare(one: CaseDto, who: Who): boolean {
  if (one.partOf != null) return false;
  const inHand = one.status === 'accepted' || one.status === 'preliminary';
  if (who.reader !== null && one.reader === who.reader) return inHand;
  const waiting = one.status === 'to-read' || one.status === 'offered';
  return who.roles.includes('coordinator') && (inHand || waiting);
}

/** What the others have read, in the order of the body: the report begins so. */
export function assembled(one: CaseDto): string {
  return one.parts
    .filter((part) => part.status === 'read')
    .map((part) => `${part.label.toUpperCase()} :\n${part.text ?? ''}\n\n`)
    .join('');
}

/** How many parts are read, of how many; null when the case is not shared. */
export function partsRead(one: CaseDto): { read: number; of: number } | null {
  const wanted = one.parts.filter((part) => part.status !== 'taken-back');
  if (wanted.length === 0) return null;
  return { read: wanted.filter((part) => part.status === 'read').length, of: wanted.length };
}
