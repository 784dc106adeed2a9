import { Button } from '@mantine/core';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { patientLine } from '../../ui/names';
import { StatusLabel } from '../../ui/StatusLabel';
import { Timer } from '../../ui/Timer';
import { UrgencyMark } from '../../ui/Urgency';
import { useNow } from '../../ui/useNow';
import { allowedActions, takeAction } from '../casefile/actions';
import { useAct } from '../casefile/useAct';
import { useHere } from '../session/useSession';
import styles from './CaseCards.module.css';
import { Empty } from './Empty';
import { FlagTag } from './FlagTag';
import type { Worklist } from './useWorklist';

/** The same list in the same order, for a thumb. */
export function CaseCards({ list, show }: { list: Worklist; show: (id: string) => void }) {
  const t = useText();
  if (list.rows.length === 0) return <Empty list={list} />;
  return (
    <ul className={styles['cards']} aria-label={t('list.title')}>
      {list.rows.map((one) => (
        <Card key={one.id} one={one} show={show} />
      ))}
    </ul>
  );
}

function Card({ one, show }: { one: CaseDto; show: (id: string) => void }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  const now = useNow();
  const take = takeAction(allowedActions(one, { reader: session.reader, roles: session.roles }));
  return (
    <li
      className={styles['card']}
      data-urgency={one.urgency}
      data-testid="case-card"
      data-case={one.id}
      data-status={one.status}>
      <button type="button" className={styles['open']} onClick={() => show(one.id)} data-testid="card-open">
        <span className={styles['line']}>
          <UrgencyMark urgency={one.urgency} />
          <Timer one={one} />
        </span>
        <strong className="strong">{one.exam.description}</strong>
        {one.partOf != null && (
          <span className="dim">
            {t('parts.tag', { number: one.partOf.number, of: one.partOf.of, label: one.partOf.label })}
          </span>
        )}
        <FlagTag flags={one.flags} />
        <span>
          {[one.establishmentName, patientLine(one.patient, now)].filter((part) => part !== '').join(' · ')}
        </span>
        <span className={styles['line']}>
          <StatusLabel one={one} />
          <span className="dim">{one.readerName}</span>
        </span>
      </button>
      {take !== null && (
        <Button
          fullWidth
          variant={take === 'accept' ? 'filled' : 'default'}
          onClick={() => void act(one, take)}
          data-testid={`card-${take}`}>
          {t(`action.${take}`)}
        </Button>
      )}
    </li>
  );
}
