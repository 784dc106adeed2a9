import { useText } from '../../texts/TextScope';
import type { RehearsedNightDto } from '../../contracts/rehearsals';
import { inFrench } from '../../ui/numbers';
import styles from './Rehearsal.module.css';

const sides = ['real', 'changed'] as const;

/** Who read how much, and would have: by name, and no ranking. */
export function ReaderLoads({ night }: { night: RehearsedNightDto }) {
  const t = useText();
  const most = Math.max(
    1,
    ...night.readers.flatMap((one) => [one.realMinutes ?? 0, one.changedMinutes ?? 0]),
  );
  const said = (minutes: number | null) =>
    minutes === null ? t('rehearsal.notThere') : `${inFrench(Math.round(minutes))} min`;
  return (
    <figure className={styles['figure']} data-testid="rehearsal-loads">
      <figcaption>{t('rehearsal.load')}</figcaption>
      <ul className={styles['loads']}>
        {night.readers.map((one) => {
          const minutes = { real: one.realMinutes, changed: one.changedMinutes };
          return (
            <li key={one.reader}>
              <span className="clip strong">{one.name}</span>
              {sides.map((side) => (
                <span key={side} className={styles['load']}>
                  <span className="unseen">{t(`rehearsal.side.${side}`)} : </span>
                  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
                    <rect className={styles['track']} width="100" height="8" />
                    <rect data-side={side} width={((minutes[side] ?? 0) * 100) / most} height="8" />
                  </svg>
                  <span className="tabular">{said(minutes[side])}</span>
                </span>
              ))}
            </li>
          );
        })}
      </ul>
      <ul className={styles['legend']}>
        {sides.map((side) => (
          <li key={side}>
            <svg width="14" height="10" aria-hidden>
              <rect data-side={side} width="14" height="8" y="1" />
            </svg>
            {t(`rehearsal.side.${side}`)}
          </li>
        ))}
      </ul>
    </figure>
  );
}
