import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReachableDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { clockTime, shortDate } from '../../ui/times';
import { useHere } from '../session/useSession';
import styles from './Alerts.module.css';
import { Ledger } from './Ledger';
import { StateMark } from './StateMark';
import { useTerritoryAlerts } from './useAlerts';

const channels = ['push', 'text', 'voice'] as const;

/** For coordination: who can be reached how, those who can't first; no number is shown. */
export function Reachability() {
  const t = useText();
  const { territory } = useHere();
  const { data } = useTerritoryAlerts();
  if (data === undefined) return null;
  const missing = data.people.filter((one) => !one.reachable && one.nextDutyAt !== null).length;
  return (
    <>
      <section className={styles['card']} aria-label={t('alerts.reachability')} data-testid="reachability">
        <h2>{t('alerts.reachability')}</h2>
        {missing > 0 && (
          <p className={styles['failing']} role="status" data-testid="unreachable-count">
            <IconAlertTriangle size={18} aria-hidden />
            {t('alerts.unreachableOnDuty', { count: missing })}
          </p>
        )}
        <div className={styles['wide']}>
          <table className={styles['people']}>
            <thead>
              <tr>
                <th scope="col">{t('alerts.person')}</th>
                <th scope="col">{t('alerts.nextDuty')}</th>
                {channels.map((one) => (
                  <th key={one} scope="col">
                    {t(`alerts.channel.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.people.map((one) => (
                <Person key={one.account} one={one} zone={territory.zone} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Ledger lines={data.lines} named />
    </>
  );
}

function Person({ one, zone }: { one: ReachableDto; zone: string }) {
  const t = useText();
  const duty = one.nextDutyAt;
  return (
    <tr data-testid="reachable" data-reachable={one.reachable}>
      <th scope="row">
        {one.name}
        {!one.reachable && <small>{t('alerts.unreachable')}</small>}
      </th>
      <td className="tabular" data-label={t('alerts.nextDuty')}>
        {duty === null ? '–' : `${shortDate(Date.parse(duty), zone)} ${clockTime(duty, zone)}`}
      </td>
      {channels.map((channel) => {
        const found = one.channels.find((each) => each.channel === channel);
        return (
          <td key={channel} data-label={t(`alerts.channel.${channel}`)}>
            {found === undefined ? (
              <span className="dim">–</span>
            ) : (
              <>
                <StateMark state={found.state} />
                {found.contacts > 1 && <span className="dim tabular"> × {found.contacts}</span>}
              </>
            )}
          </td>
        );
      })}
    </tr>
  );
}
