import type { MyAlertsDto } from '../../contracts/alerts';

/** A duty farther away is not checked yet. */
const checkedBeforeMs = 24 * 3_600_000;

/** `test`: nothing has gone over any channel since the check began; `ready`: something has. */
export type DutyCheck = 'ready' | 'test';

/** Whether I can be reached on the duty that is coming; null when none comes within a day. */
export function dutyCheck({ nextDutyAt, contacts }: MyAlertsDto, now: number): DutyCheck | null {
  if (nextDutyAt === null) return null;
  const opens = Date.parse(nextDutyAt) - checkedBeforeMs;
  if (now < opens) return null;
  const works = contacts.some(
    ({ state, workedAt }) => state === 'works' && workedAt !== null && Date.parse(workedAt) >= opens,
  );
  return works ? 'ready' : 'test';
}
