import { useText } from '../../texts/TextScope';
import type { HandoverCaseDto, HandoverDto } from '../../contracts/externals';
import type { CaseDto, ReaderDto } from '../../contracts/wire';
import { clockTime, minutesInWords } from '../../ui/times';
import { UrgencyMark } from '../../ui/Urgency';
import { useHere } from '../session/useSession';
import { answerAs, askedOf, isOpen, progressOf } from './handovers';
import { HandoverAnswer } from './HandoverAnswer';
import styles from './Handovers.module.css';

const minuteMilliseconds = 60_000;

interface HandoverProps {
  one: HandoverDto;
  readers: ReadonlyMap<string, ReaderDto>;
  cases: ReadonlyMap<string, CaseDto>;
  /** Opens a case. */
  show: (id: string) => void;
}

/** One line that says how far it is, and below it each case, minute by minute. */
export function Handover({ one, readers, cases, show }: HandoverProps) {
  const t = useText();
  const { session, territory } = useHere();
  const as = answerAs(one, session);
  const nameOf = useNames(readers);
  const { left, taken } = progressOf(one);
  const to = (one.acceptedBy === null ? askedOf(one) : [one.acceptedBy]).map(nameOf).join(', ');
  return (
    <article
      className={styles['handover']}
      data-status={one.status}
      data-mine={as === 'self'}
      data-testid="handover"
      data-handover={one.id}>
      <details open={as === 'self' || one.status === 'unanswered'}>
        <summary>
          <strong className="tabular">
            {t('handover.head', { time: clockTime(one.openedAt, territory.zone), to: to || '–' })}
          </strong>
          <span className="tabular" data-testid="handover-progress">
            {isOpen(one)
              ? `${t('handover.left', { count: left })}, ${t('handover.taken', { count: taken })}`
              : t('handover.cases', { count: one.cases.length })}
          </span>
          <span className={styles['status']}>{one.statusText}</span>
          <span className="dim">
            {one.boundaryText}, {one.fromName}
          </span>
        </summary>
        <Cases one={one} cases={cases} show={show} />
      </details>
      {as !== null && <HandoverAnswer one={one} as={as} nameOf={nameOf} />}
    </article>
  );
}

function useNames(readers: ReadonlyMap<string, ReaderDto>): (id: string) => string {
  const t = useText();
  const { territory } = useHere();
  const { externalProviders } = territory;
  return (id) => {
    const name = (readers.get(id) ?? territory.readers.find((one) => one.id === id))?.name;
    if (name !== undefined) return name;
    // The only company needs no id beside its kind.
    return externalProviders.length === 1 && externalProviders[0] === id ? t('role.provider') : id;
  };
}

function Cases({ one, cases, show }: Pick<HandoverProps, 'one' | 'cases' | 'show'>) {
  const t = useText();
  return (
    <div className={styles['scroll']}>
      <table className={styles['cases']}>
        <thead>
          <tr>
            <th scope="col">{t('handover.columns.case')}</th>
            <th scope="col">{t('handover.columns.owner')}</th>
            <th scope="col">{t('handover.columns.status')}</th>
            <th scope="col">{t('handover.columns.since')}</th>
            <th scope="col">{t('handover.columns.left')}</th>
          </tr>
        </thead>
        <tbody>
          {one.cases.map((each) => (
            <tr key={each.id} data-testid="handover-case" data-moved={each.owner?.id !== one.from}>
              <td>
                <CaseName each={each} known={cases.get(each.id)} show={show} />
              </td>
              <td>{each.owner?.name ?? '–'}</td>
              <td>{t(`status.${each.status}`)}</td>
              <td className="tabular">{minutesInWords(one.minutesSince * minuteMilliseconds)}</td>
              <td className="tabular" data-late={each.minutesLeft !== null && each.minutesLeft < 0}>
                {leftInWords(each.minutesLeft)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CaseNameProps {
  each: HandoverCaseDto;
  known: CaseDto | undefined;
  show: (id: string) => void;
}

function CaseName({ each, known, show }: CaseNameProps) {
  const t = useText();
  const number = each.id.slice(each.id.lastIndexOf('.') + 1);
  const words =
    known === undefined
      ? t('handover.number', { number })
      : `${known.exam.description} · ${known.establishmentName}`;
  return (
    <span className={styles['case']}>
      <UrgencyMark urgency={each.urgency} />
      {known === undefined ? (
        words
      ) : (
        <button type="button" onClick={() => show(each.id)} data-testid="handover-open">
          {words}
        </button>
      )}
    </span>
  );
}

/** As a timer says it: a plus once the target is missed. */
function leftInWords(minutes: number | null): string {
  if (minutes === null) return '–';
  const words = minutesInWords(Math.abs(minutes) * minuteMilliseconds);
  return minutes < 0 ? `+${words}` : words;
}
