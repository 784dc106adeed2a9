import type { CaseDto, CaseStatus } from '../../contracts/wire';
import { allowedActions } from '../casefile/actions';
import type { Who } from '../casefile/actions';

/** More at once than a reader can look at is a mistake of the filter. */
export const batchMax = 50;

/** What somebody reads already is moved one by one, with a look at it. */
const waiting: ReadonlySet<CaseStatus> = new Set(['to-read', 'offered']);

/** The waiting cases of the list that this person may give to a reader, in its order. */
export function batchOf(rows: readonly CaseDto[], who: Who): readonly CaseDto[] {
  return rows
    .filter((one) => waiting.has(one.status) && allowedActions(one, who).includes('reassign'))
    .slice(0, batchMax);
}
