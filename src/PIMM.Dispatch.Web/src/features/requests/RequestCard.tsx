import { Button, Collapse } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { patientLine } from '../../ui/names';
import { clockTime } from '../../ui/times';
import { UrgencyMark } from '../../ui/Urgency';
import { useNow } from '../../ui/useNow';
import { allowedActions } from '../casefile/actions';
import { CriticalBox, ReportText } from '../casefile/ReportText';
import { RequestTab } from '../casefile/RequestTab';
import { useAct } from '../casefile/useAct';
import { useHere } from '../session/useSession';
import styles from './Requests.module.css';
import { StepBar } from './StepBar';
import { isCriticalOpen } from './tracking';

/** One request as its requester follows it. */
export function RequestCard({ one, opened: startOpened }: { one: CaseDto; opened: boolean }) {
  const [opened, setOpened] = useState(startOpened);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!startOpened) return;
    setOpened(true);
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [startOpened]);
  return (
    <li
      ref={card}
      className={styles['card']}
      data-urgency={one.urgency}
      data-testid="request-card"
      data-case={one.id}
      data-status={one.status}>
      <div className={styles['side']}>
        <CardHead one={one} />
        <StepBar one={one} />
      </div>
      <div className={styles['side']}>
        {one.critical != null && <CriticalBox critical={one.critical} />}
        {one.report != null && <ReportText report={one.report} />}
        <Outlook one={one} />
        <Collapse expanded={opened}>
          <RequestTab one={one} />
        </Collapse>
        <CardButtons one={one} opened={opened} toggle={() => setOpened(!opened)} />
      </div>
    </li>
  );
}

function CardHead({ one }: { one: CaseDto }) {
  const t = useText();
  const now = useNow();
  return (
    <header className={styles['cardHead']}>
      <UrgencyMark urgency={one.urgency} />
      <div>
        <h3>{one.exam.description}</h3>
        <p>{patientLine(one.patient, now)}</p>
      </div>
      <span className={styles['statusWord']} data-testid="status" data-status={one.status}>
        {t(`status.${one.status}`)}
      </span>
    </header>
  );
}

/** What the requester wants to know without calling: when. */
function Outlook({ one }: { one: CaseDto }) {
  const t = useText();
  const { territory } = useHere();
  const at = (instant: string) => clockTime(instant, territory.zone);
  if (one.acknowledgedAt != null)
    return <p className={styles['outlook']}>{t('requests.readAt', { time: at(one.acknowledgedAt) })}</p>;
  if (one.signedAt != null) return null;
  return (
    <div className={styles['outlook']}>
      <strong data-testid="estimate">
        {one.estimatedReportAt == null
          ? t('requests.sentAt', { time: at(one.requestedAt) })
          : t('requests.estimate', { time: at(one.estimatedReportAt) })}
      </strong>
      {one.readerName != null && <span>{t('requests.readerTold', { name: one.readerName })}</span>}
      <p className="clip">{one.clinical?.indication}</p>
    </div>
  );
}

function CardButtons({ one, opened, toggle }: { one: CaseDto; opened: boolean; toggle: () => void }) {
  const t = useText();
  const { session } = useHere();
  const act = useAct();
  const allowed = allowedActions(one, { reader: session.reader, roles: session.roles });
  const reads = allowed.includes('acknowledge') && one.status === 'signed' && !isCriticalOpen(one);
  return (
    <div className={styles['buttons']}>
      {reads && (
        <Button size="md" flex={1} onClick={() => void act(one, 'acknowledge')} data-testid="acknowledge">
          {t('requests.readIt')}
        </Button>
      )}
      <Button
        variant="default"
        size={reads ? 'md' : 'sm'}
        onClick={toggle}
        aria-expanded={opened}
        data-testid="card-details">
        {opened ? t('requests.hide') : t('requests.details')}
      </Button>
    </div>
  );
}
