import { IconAlertTriangle } from '@tabler/icons-react';
import { useText } from '../../texts/TextScope';
import { Problem } from '../../ui/Problem';
import { Waiting } from '../../ui/Waiting';
import { has, useHere } from '../session/useSession';
import styles from './Alerts.module.css';
import { DutyBand } from './DutyBand';
import { Ladder } from './Ladder';
import { Ledger } from './Ledger';
import { Browsers } from './Browsers';
import { PhoneNumber } from './PhoneNumber';
import { Reachability } from './Reachability';
import { useMyAlerts } from './useAlerts';

/** How I am told when I am not in front of the screen; for coordination, who can be told at all. */
export function AlertsPage() {
  const t = useText();
  const { session } = useHere();
  const { data, isError, refetch } = useMyAlerts();
  if (data === undefined)
    return isError ? (
      <Problem title={t('alerts.failed')} button={t('alerts.retry')} act={() => void refetch()} />
    ) : (
      <Waiting />
    );
  return (
    <div className={styles['page']} data-testid="alerts">
      <header className={styles['head']}>
        <h1>{t('alerts.title')}</h1>
        <p className="dim">{t('alerts.lead')}</p>
      </header>
      <DutyBand mine={data} />
      {data.failing.length > 0 && (
        <p className={styles['failing']} role="alert" data-testid="alerts-failing">
          <IconAlertTriangle size={18} aria-hidden />
          {t('alerts.failing', {
            channels: data.failing.map((one) => t(`alerts.channel.${one}`)).join(', '),
          })}
        </p>
      )}
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <Browsers mine={data} />
          <PhoneNumber mine={data} channel="text" />
          <PhoneNumber mine={data} channel="voice" />
        </div>
        <div className={styles['column']}>
          <Ladder mine={data} />
          <Ledger lines={data.lines} />
        </div>
      </div>
      {has(session, 'coordinator', 'quality') && <Reachability />}
    </div>
  );
}
