import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBeach,
  IconChartHistogram,
  IconChevronLeft,
  IconChevronRight,
  IconScale,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../../texts/TextScope';
import { daysInWords } from '../../ui/times';
import { useHere } from '../session/useSession';
import { recordsLeave } from './acts';
import { addDays, kinds, mondayOf } from './grid';
import { LeaveDialog } from './LeaveDialog';
import { KindIcon, StateIcon } from './marks';
import styles from './Roster.module.css';
import type { RosterView } from './useRoster';

/** What may stand beside the roster: one at a time. */
export type PanelId = 'equity' | 'forecast';

interface ToolbarProps {
  view: RosterView;
  goToGap: () => void;
  panel: PanelId | null;
  setPanel: (panel: PanelId | null) => void;
}

const panels = [
  { id: 'forecast', icon: IconChartHistogram },
  { id: 'equity', icon: IconScale },
] as const;

export function Toolbar({ view, goToGap, panel, setPanel }: ToolbarProps) {
  const t = useText();
  const { days, weeks, show, today } = view;
  const monday = days[0] ?? today;
  return (
    <header className={styles['bar']}>
      <div className={styles['tools']}>
        <div className={styles['walk']}>
          <ActionIcon
            variant="default"
            size={36}
            onClick={() => show(addDays(monday, -7), weeks)}
            aria-label={t('roster.previous')}
            data-testid="roster-previous">
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Button variant="default" onClick={() => show(mondayOf(today), weeks)} data-testid="roster-today">
            {t('roster.today')}
          </Button>
          <ActionIcon
            variant="default"
            size={36}
            onClick={() => show(addDays(monday, 7), weeks)}
            aria-label={t('roster.next')}
            data-testid="roster-next">
            <IconChevronRight size={18} />
          </ActionIcon>
        </div>
        <h1 data-testid="roster-span">
          <span className="unseen">{t('roster.title')} </span>
          {daysInWords(monday, days.at(-1) ?? monday)}
        </h1>
        <SegmentedControl
          className={styles['weeks'] ?? ''}
          value={String(weeks)}
          aria-label={t('roster.weeks')}
          data-testid="roster-weeks"
          onChange={(value) => show(monday, value === '2' ? 2 : 1)}
          data={[
            { value: '1', label: t('roster.oneWeek') },
            { value: '2', label: t('roster.twoWeeks') },
          ]}
        />
        <GapButton count={view.gaps?.length ?? null} go={goToGap} />
        {panels.map(({ id, icon: Icon }) => (
          <Button
            key={id}
            variant="default"
            leftSection={<Icon size={17} aria-hidden />}
            aria-expanded={panel === id}
            onClick={() => setPanel(panel === id ? null : id)}
            data-testid={`roster-${id}`}>
            {t(`roster.${id}`)}
          </Button>
        ))}
        <LeaveButton today={today} />
      </div>
      <Legend />
    </header>
  );
}

function LeaveButton({ today }: { today: string }) {
  const t = useText();
  const { session } = useHere();
  const [opened, setOpened] = useState(false);
  if (!recordsLeave(session)) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBeach size={17} aria-hidden />}
        onClick={() => setOpened(true)}
        data-testid="roster-leave">
        {t('roster.act.leave')}
      </Button>
      <LeaveDialog opened={opened} today={today} close={() => setOpened(false)} />
    </>
  );
}

function GapButton({ count, go }: { count: number | null; go: () => void }) {
  const t = useText();
  if (count === null) return null;
  if (count === 0) {
    return (
      <span className={styles['noGap']} data-testid="roster-no-gap">
        ✓ {t('roster.noGap')}
      </span>
    );
  }
  return (
    <Tooltip label={t('roster.gapsHint')}>
      <Button
        color="red"
        leftSection={<IconAlertTriangle size={17} aria-hidden />}
        onClick={go}
        className={`${styles['gaps']} tabular`}
        data-testid="roster-gaps">
        {t('roster.gaps', { count })}
      </Button>
    </Tooltip>
  );
}

/** Each look beside its word: no colour stands alone. */
function Legend() {
  const t = useText();
  return (
    <ul className={styles['legend']} aria-label={t('roster.legend')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <KindIcon kind={kind} />
          {t(`roster.kind.${kind}`)}
        </li>
      ))}
      {(['gap', 'external'] as const).map((state) => (
        <li key={state}>
          <i className={styles['swatch']} data-state={state}>
            <StateIcon state={state} />
          </i>
          {t(state === 'gap' ? 'roster.gap' : 'roster.given')}
        </li>
      ))}
      <li>
        <span aria-hidden>⇄</span>
        {t('roster.replaced')}
      </li>
      <li>
        <i className={styles['swatch']} data-state="absence" />
        {t('roster.absences')}
      </li>
    </ul>
  );
}
