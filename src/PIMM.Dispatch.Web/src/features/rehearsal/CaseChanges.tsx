import { Link } from '@tanstack/react-router';
import { useText } from '../../texts/TextScope';
import type { RehearsedCaseDto, RehearsedNightDto } from '../../contracts/rehearsals';
import { inFrench } from '../../ui/numbers';
import { clockTime } from '../../ui/times';
import { UrgencyMark } from '../../ui/Urgency';
import { pagesOf, useHere } from '../session/useSession';
import styles from './Rehearsal.module.css';

/** Cases by their numbers, never by a name. */
export function CaseChanges({ night }: { night: RehearsedNightDto }) {
  const t = useText();
  const groups = [
    ['noLongerLate', night.noLongerLate],
    ['newlyLate', night.newlyLate],
    ['most', night.most],
  ] as const;
  return (
    <section className={styles['cases']}>
      <p>{t('rehearsal.changes', { earlier: night.earlier, later: night.later, same: night.same })}</p>
      <div className={styles['groups']}>
        {groups.map(([id, cases]) => (
          <div key={id} data-testid={`rehearsal-${id}`}>
            <h3 data-group={id}>
              {t(`rehearsal.${id}`)} <small className="tabular">{cases.length}</small>
            </h3>
            {cases.length === 0 ? (
              <p className="dim">{t('rehearsal.nobody')}</p>
            ) : (
              <ul>
                {cases.map((one) => (
                  <CaseLine key={one.case} one={one} />
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function CaseLine({ one }: { one: RehearsedCaseDto }) {
  const t = useText();
  const { session, territory } = useHere();
  const number = one.case.split('.').at(-1) ?? one.case;
  const minutes = (value: number | null) =>
    value === null ? t('rehearsal.never') : `${inFrench(Math.round(value))} min`;
  return (
    <li className={styles['case']}>
      <UrgencyMark urgency={one.urgency} />
      {pagesOf(session).includes('worklist') ? (
        <Link to="/liste" search={(before) => ({ ...before, cas: one.case })}>
          {t('rehearsal.case')} {number}
        </Link>
      ) : (
        <span className="strong">
          {t('rehearsal.case')} {number}
        </span>
      )}
      <span className="dim tabular">
        {t('rehearsal.complete')} {clockTime(one.completeAt, territory.zone)}
      </span>
      <span className={`${styles['times']} tabular`}>
        {minutes(one.realMinutes)} → <strong className="strong">{minutes(one.changedMinutes)}</strong>
      </span>
      <small className="dim tabular">
        {t('rehearsal.again', { minutes: minutes(one.againMinutes) })}
        {one.targetMinutes !== null &&
          ` · ${t('rehearsal.target', { minutes: inFrench(one.targetMinutes) })}`}
      </small>
    </li>
  );
}
