import { useText } from '../../texts/TextScope';
import type { CriticalResultDto, PhoneContactDto, ReportDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { actorName } from '../../ui/people';
import { clockTime } from '../../ui/times';
import { useHere } from '../session/useSession';
import styles from './CasePanel.module.css';

/** A report as it stands; one that is not signed says so before anything else. */
export function ReportText({ report }: { report: ReportDto }) {
  const t = useText();
  const { territory } = useHere();
  const { feed } = useLinkView();
  const at = (instant: string) => clockTime(instant, territory.zone);
  return (
    <div className={styles['section']} data-testid="report" data-state={report.state}>
      <div className={`${styles['line']} ${styles['spread']}`}>
        <span className={styles['stamp']} data-state={report.state}>
          {report.state === 'signed' ? t('report.signed') : t('report.provisional')}
        </span>
        <span className="dim tabular">
          {t('report.by', { by: actorName(report.by, feed.readers, t), at: at(report.at) })} ·{' '}
          {t('report.version', { version: report.version })}
        </span>
      </div>
      <p className={styles['text']} data-testid="report-body">
        {report.text}
      </p>
      {report.addenda.map((one) => (
        <div key={one.at} className={styles['section']} data-testid="addendum">
          <strong className="strong">
            {t('report.addenda', { by: actorName(one.by, feed.readers, t), at: at(one.at) })}
          </strong>
          <p className={styles['text']}>{one.text}</p>
        </div>
      ))}
    </div>
  );
}

export function CriticalBox({ critical }: { critical: CriticalResultDto }) {
  const t = useText();
  const { territory } = useHere();
  const { feed } = useLinkView();
  const at = (instant: string) => clockTime(instant, territory.zone);
  const closed = critical.confirmedAt != null;
  return (
    <div className={styles['critical']} data-testid="critical" data-confirmed={closed}>
      <strong>
        {t('report.criticalBy', { by: actorName(critical.by, feed.readers, t), at: at(critical.at) })}
      </strong>
      <p className={styles['text']}>{critical.text}</p>
      <span>
        {closed && critical.confirmedAt != null
          ? t('report.criticalClosed', {
              by: actorName(critical.confirmedBy ?? '', feed.readers, t),
              at: at(critical.confirmedAt),
            })
          : t('report.criticalOpen')}
      </span>
      {critical.call != null && <CallList contacts={critical.call} />}
    </div>
  );
}

/** Screens and sounds reached nobody: whom to telephone, the first one first. */
function CallList({ contacts }: { contacts: readonly PhoneContactDto[] }) {
  const t = useText();
  return (
    <div data-testid="critical-call">
      <strong>{contacts.length === 0 ? t('report.criticalNoNumber') : t('report.criticalCall')}</strong>
      <ol className={styles['calls']}>
        {contacts.map((one) => (
          <li key={`${one.label} ${one.number}`}>
            {one.label} <a href={`tel:${one.number.replaceAll(' ', '')}`}>{one.number}</a>
          </li>
        ))}
      </ol>
    </div>
  );
}
