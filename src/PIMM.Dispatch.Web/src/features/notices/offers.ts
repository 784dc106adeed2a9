import type { CaseDto } from '../../contracts/wire';
import { compareOpen } from '../worklist/order';

/** What waits for this reader's answer, the most pressing first. */
export function offersTo(reader: string | null, cases: Iterable<CaseDto>): readonly CaseDto[] {
  if (reader === null) return [];
  return [...cases].filter((one) => one.status === 'offered' && one.reader === reader).sort(compareOpen);
}
