import { ActionIcon, Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { patientLine } from '../../ui/names';
import { readSetting, writeSetting } from '../../ui/settings';
import { StatusLabel } from '../../ui/StatusLabel';
import { minutesInWords } from '../../ui/times';
import { Timer } from '../../ui/Timer';
import { UrgencyMark } from '../../ui/Urgency';
import { useNow } from '../../ui/useNow';
import { has, useHere } from '../session/useSession';
import { ActionBar } from './ActionBar';
import { Ahead } from './Ahead';
import styles from './CasePanel.module.css';
import { DecisionTab } from './DecisionTab';
import { Flags } from './Flags';
import { Parts } from './Parts';
import { ReportTab } from './ReportTab';
import { RequestTab } from './RequestTab';
import { TimelineTab } from './TimelineTab';
import { ViewerButton } from './ViewerButton';

const tabs = ['request', 'report', 'why', 'timeline'] as const;
type Tab = (typeof tabs)[number];

const widthMin = 380;
const widthMax = 860;
const widthUsual = 460;
const widthStep = 24;

export function CasePanel({ one, phone, close }: { one: CaseDto; phone: boolean; close: () => void }) {
  const t = useText();
  if (phone) {
    return (
      <Drawer
        opened
        onClose={close}
        size="100%"
        withCloseButton={false}
        padding={0}
        aria-label={t('case.panel')}>
        <PanelBody one={one} close={close} />
      </Drawer>
    );
  }
  return <SidePanel one={one} close={close} />;
}

function SidePanel({ one, close }: { one: CaseDto; close: () => void }) {
  const t = useText();
  const [width, setWidth] = useState(Number(readSetting('panel')) || widthUsual);
  const drag = useRef<number | null>(null);
  const resize = (wanted: number) => {
    const next = Math.min(Math.max(wanted, widthMin), widthMax);
    setWidth(next);
    writeSetting('panel', String(next));
  };
  const onMove = (event: PointerEvent) => {
    if (drag.current !== null) resize(innerWidth - event.clientX);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') resize(width + widthStep);
    if (event.key === 'ArrowRight') resize(width - widthStep);
  };
  return (
    <aside
      className={styles['panel']}
      style={{ width }}
      aria-label={t('case.panel')}
      data-testid="case-panel">
      <div
        className={styles['grip']}
        role="separator"
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={widthMin}
        aria-valuemax={widthMax}
        aria-label={t('case.panel')}
        tabIndex={0}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          drag.current = event.clientX;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onMove}
        onPointerUp={() => (drag.current = null)}
      />
      <PanelBody one={one} close={close} />
    </aside>
  );
}

function PanelBody({ one, close }: { one: CaseDto; close: () => void }) {
  const t = useText();
  const { session } = useHere();
  const outside = has(session, 'provider');
  // How the pool chose is the pool's own.
  const shown = tabs.filter((name) => name !== 'why' || !outside);
  const writing = outside
    ? one.external?.acceptedAt != null
    : session.reader != null && one.reader === session.reader && one.acceptedAt != null;
  const [tab, setTab] = useState<Tab>(writing ? 'report' : 'request');
  // Taking a case is a wish to read it: the report is what comes next.
  useEffect(() => setTab(writing ? 'report' : 'request'), [one.id, writing]);
  return (
    <div className={styles['body']}>
      <Head one={one} close={close} />
      <ActionBar one={one} />
      <Flags one={one} key={`flags ${one.id}`} />
      <Ahead one={one} />
      <div className={styles['tabs']} role="tablist" data-testid="case-tabs">
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            onClick={() => setTab(name)}
            data-testid={`case-tab-${name}`}>
            {t(`case.tabs.${name}`)}
          </button>
        ))}
      </div>
      <div className={styles['content']} role="tabpanel" data-testid={`case-content-${tab}`}>
        {(tab === 'request' || tab === 'report') && <Parts one={one} key={one.id} />}
        {tab === 'request' && <RequestTab one={one} />}
        {tab === 'report' && <ReportTab one={one} key={one.id} />}
        {tab === 'why' && <DecisionTab one={one} />}
        {tab === 'timeline' && <TimelineTab one={one} />}
      </div>
    </div>
  );
}

function Head({ one, close }: { one: CaseDto; close: () => void }) {
  const t = useText();
  const now = useNow();
  return (
    <header
      className={styles['head']}
      data-urgency={one.urgency}
      data-testid="case-head"
      data-case={one.id}
      data-status={one.status}>
      <div className={styles['top']}>
        <UrgencyMark urgency={one.urgency} size="large" />
        <div className={styles['time']}>
          <HeadTime one={one} />
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={close}
          aria-label={t('case.close')}
          data-testid="case-close">
          <IconX size={18} />
        </ActionIcon>
      </div>
      <h2>{one.exam.description}</h2>
      <p className={styles['who']} data-testid="case-patient">
        {one.patient == null ? t('case.hidden') : patientLine(one.patient, now)}
      </p>
      <div className={styles['meta']}>
        <StatusLabel one={one} />
        <span className="clip">
          {[one.establishmentName, one.readerName].filter((part) => part != null).join(' · ')}
        </span>
      </div>
      <ViewerButton one={one} />
    </header>
  );
}

/** While it is open the time that is left; afterwards how long it took. */
function HeadTime({ one }: { one: CaseDto }) {
  const t = useText();
  if (one.signedAt == null) return <Timer one={one} size="head" />;
  const start = Date.parse(one.clockStartedAt ?? one.requestedAt);
  const late = one.dueAt != null && Date.parse(one.signedAt) > Date.parse(one.dueAt);
  return (
    <span className={styles['taken']} data-late={late}>
      {t('case.doneIn', { time: minutesInWords(Date.parse(one.signedAt) - start) })}
      <small>{late ? t('case.overTarget') : t('case.inTarget')}</small>
    </span>
  );
}
