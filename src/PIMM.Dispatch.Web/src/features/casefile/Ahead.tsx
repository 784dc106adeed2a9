import type { AheadDto } from '../../contracts/escalation';
import type { CaseDto } from '../../contracts/wire';
import { useText } from '../../texts/TextScope';
import { clockTime, duration } from '../../ui/times';
import { useNow } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import styles from './Ahead.module.css';

/** What happens to the case next if nobody acts: one line, and all of it when opened. */
export function Ahead({ one }: { one: CaseDto }) {
  const t = useText();
  const { territory } = useHere();
  const escalation = one.escalation;
  const first = escalation?.next[0];
  if (escalation == null || first === undefined) return null;
  return (
    <details className={styles['ahead']} data-testid="ahead" data-step={escalation.step}>
      <summary>
        <b>{t('ahead.title')}</b>
        <Line ahead={first} one={one} />
      </summary>
      {escalation.acknowledgedBy != null && (
        <p className={styles['heard']} data-testid="ahead-heard">
          {t('ahead.heard', {
            by: escalation.acknowledgedBy,
            time: clockTime(escalation.acknowledgedUntil, territory.zone),
          })}
        </p>
      )}
      <ol>
        {escalation.next.slice(1).map((ahead) => (
          <li key={`${ahead.kind} ${ahead.step ?? ''}`}>
            <Line ahead={ahead} one={one} />
          </li>
        ))}
      </ol>
      <p className="dim">{t(escalation.steps > 0 ? 'ahead.unlessTaken' : 'ahead.unlessDone')}</p>
    </details>
  );
}

function Line({ ahead, one }: { ahead: AheadDto; one: CaseDto }) {
  const t = useText();
  const { territory } = useHere();
  const left = Date.parse(ahead.at) - useNow();
  const told = ahead.to.map((to) =>
    to === 'reader' && one.readerName != null ? one.readerName : t(`ahead.to.${to}`),
  );
  return (
    <span className={styles['line']} data-kind={ahead.kind}>
      <time className="tabular" dateTime={ahead.at}>
        {clockTime(ahead.at, territory.zone)}
      </time>
      <span>
        {ahead.kind === 'step'
          ? t('ahead.kind.step', { step: ahead.step ?? 0 })
          : t(`ahead.kind.${ahead.kind}`)}
        {told.length > 0 && ` : ${told.join(', ')}`}
        {ahead.moves && !ahead.to.includes('external') && ` – ${t('ahead.moves')}`}
      </span>
      <small className="dim tabular">{left > 0 ? t('ahead.in', { time: duration(left) }) : t('now')}</small>
    </span>
  );
}
