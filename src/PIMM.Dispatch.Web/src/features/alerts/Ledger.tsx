import type { AlertLineDto } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import { clockTime, shortDate } from '../../ui/times';
import { useHere } from '../session/useSession';
import styles from './Alerts.module.css';

/** Enough to see a night; the rest is in the journal. */
const shownMax = 12;

/** What was sent, and what came of it; the newest first. */
export function Ledger({ lines, named = false }: { lines: readonly AlertLineDto[]; named?: boolean }) {
  const t = useText();
  const { territory } = useHere();
  return (
    <section className={styles['card']} aria-label={t(named ? 'alerts.ledgerOfAll' : 'alerts.ledger')}>
      <h2>{t(named ? 'alerts.ledgerOfAll' : 'alerts.ledger')}</h2>
      {lines.length === 0 && <p className="dim">{t('alerts.ledgerEmpty')}</p>}
      <ol className={styles['ledger']}>
        {lines.slice(0, shownMax).map((one, index) => (
          <li key={`${one.at}-${index}`} data-testid="ledger-line" data-what={one.what}>
            <time className="dim tabular" dateTime={one.at}>
              {shortDate(Date.parse(one.at), territory.zone)} {clockTime(one.at, territory.zone)}
            </time>
            <span>
              {named && <strong className="strong">{one.account} · </strong>}
              {t(`alerts.channel.${one.channel}`)}
              {one.about !== null && ` · ${one.about}`}
            </span>
            <span className={styles['fact']} data-what={one.what}>
              {t(`alerts.fact.${one.what}`)}
              {one.code !== null && ` (${one.code})`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
