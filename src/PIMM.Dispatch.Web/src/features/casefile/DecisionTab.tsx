import { useQuery } from '@tanstack/react-query';
import { useText } from '../../texts/TextScope';
import { fetchDecisions } from '../../api/http';
import type { CaseDto, DispatchDecisionDto } from '../../contracts/wire';
import { clockTime } from '../../ui/times';
import { useHere } from '../session/useSession';
import styles from './CasePanel.module.css';

/** Why this reader: the newest decision first, each with its costs and its refusals. */
export function DecisionTab({ one }: { one: CaseDto }) {
  const t = useText();
  const { data, isError, isPending } = useQuery({
    queryKey: ['decisions', one.id, one.sequence],
    queryFn: () => fetchDecisions(one.id),
    placeholderData: (before) => before,
  });
  if (isError) return <p role="alert">{t('why.failed')}</p>;
  if (isPending) return <p className="dim">{t('loading')}</p>;
  if (data.length === 0) return <p className="dim">{t('why.none')}</p>;
  return (
    <>
      {[...data]
        .sort((a, b) => b.sequence - a.sequence)
        .map((decision) => (
          <Decision key={decision.sequence} decision={decision} />
        ))}
    </>
  );
}

function Decision({ decision }: { decision: DispatchDecisionDto }) {
  const t = useText();
  const { territory } = useHere();
  const name = decision.readerName ?? decision.reader;
  return (
    <article className={styles['decision']} data-testid="decision">
      <header>
        <h3>{name == null ? t('why.nobody') : t('why.chosen', { name })}</h3>
        <span className="dim tabular">
          {clockTime(decision.at, territory.zone, true)} · {t('why.policy', { policy: decision.policy })}
        </span>
      </header>
      <p>{decision.text}</p>
      {decision.terms.length > 0 && <h4>{t('why.terms')}</h4>}
      {decision.terms.length > 0 && (
        <ul className={styles['terms']} aria-label={t('why.terms')}>
          {decision.terms.map((term) => (
            <Term key={term.code} text={term.text} />
          ))}
        </ul>
      )}
      {decision.others.length > 0 && <h4>{t('why.others')}</h4>}
      {decision.others.length > 0 && (
        <dl className={styles['others']} aria-label={t('why.others')}>
          {decision.others.map((other) => (
            <div key={other.reader} className={styles['pair']}>
              <dt>{other.readerName}</dt>
              <dd>{other.text}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

/** The server writes `name : value`; the values stand under one another. */
function Term({ text }: { text: string }) {
  const at = text.lastIndexOf(' : ');
  if (at === -1) return <li>{text}</li>;
  return (
    <li>
      <span>{text.slice(0, at)}</span>
      <span className="strong tabular">{text.slice(at + ' : '.length)}</span>
    </li>
  );
}
