import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { MyAlertsDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { clockTime, shortDate } from '../../ui/times';
import { useMinute } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import styles from './Alerts.module.css';
import { dutyCheck } from './dutyCheck';

/** A duty is coming: can I be reached on it? */
export function DutyBand({ mine }: { mine: MyAlertsDto }) {
  const t = useText();
  const { territory } = useHere();
  const check = dutyCheck(mine, useMinute());
  if (check === null || mine.nextDutyAt === null) return null;
  const day = shortDate(Date.parse(mine.nextDutyAt), territory.zone);
  const when = `${day} ${clockTime(mine.nextDutyAt, territory.zone)}`;
  const Icon = check === 'ready' ? IconCircleCheck : IconAlertTriangle;
  return (
    <p className={styles['duty']} data-check={check} role="status" data-testid="duty-check">
      <Icon size={18} aria-hidden />
      {t(`alerts.duty.${check}`, { when })}
    </p>
  );
}
