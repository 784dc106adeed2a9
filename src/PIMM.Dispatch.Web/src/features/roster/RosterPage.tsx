import { Button, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendarOff } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../../texts/TextScope';
import { clockTime } from '../../ui/times';
import { Waiting } from '../../ui/Waiting';
import { useKeys } from '../keyboard/useKeys';
import { pagesOf, useHere } from '../session/useSession';
import { NoRight } from '../shell/NoRight';
import { Agenda } from './Agenda';
import { EquityPanel } from './EquityPanel';
import { ForecastPanel } from './ForecastPanel';
import { blocksOf, rosterRows } from './grid';
import { RosterGrid } from './RosterGrid';
import { SlotDrawer } from './SlotDrawer';
import { Toolbar } from './Toolbar';
import type { PanelId } from './Toolbar';
import { useRoster } from './useRoster';
import type { RosterView } from './useRoster';
import styles from './Roster.module.css';

/** Below this width seven columns are not readable: a list by day instead. */
const phoneQuery = '(max-width: 768px)';

export function RosterPage() {
  const { session } = useHere();
  return pagesOf(session).includes('roster') ? <LiveRoster /> : <NoRight />;
}

/** Who is on duty when, and where nobody is. */
function LiveRoster() {
  const t = useText();
  const { territory } = useHere();
  const view = useRoster();
  const phone = useMediaQuery(phoneQuery, false, { getInitialValueInEffect: false }) === true;
  const [panel, setPanel] = useState<PanelId | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const { roster, openId, open } = view;
  const opened = useMemo(
    () =>
      roster === undefined || openId === null
        ? undefined
        : blocksOf(roster, territory.zone).find((one) => one.id === openId),
    [roster, openId, territory.zone],
  );
  useFocusOnBlock(wanted, roster !== undefined, () => setWanted(null));
  useKeys((command) => command === 'escape' && panel !== null && (setPanel(null), true));
  const goToGap = () => setWanted(view.goToGap()?.id ?? null);
  const close = () => setPanel(null);
  const shown =
    panel === 'forecast' ? (
      <ForecastPanel view={view} close={close} />
    ) : (
      <EquityPanel day={view.days[3] ?? view.today} close={close} />
    );
  return (
    <div className={styles['page']}>
      <Toolbar view={view} goToGap={goToGap} panel={panel} setPanel={setPanel} />
      {view.staleSince !== null && (
        <div className={styles['stale']} role="alert" data-testid="roster-stale">
          {t('roster.stale', { time: clockTime(view.staleSince, territory.zone) })}
        </div>
      )}
      <div className={styles['body']}>
        <Content view={view} phone={phone} />
        {panel !== null && !phone && <aside className={styles['side']}>{shown}</aside>}
      </div>
      {phone && (
        <Drawer
          opened={panel !== null}
          onClose={close}
          position="bottom"
          size="80%"
          withCloseButton={false}
          padding={0}
          aria-label={t(`roster.${panel ?? 'equity'}`)}>
          {shown}
        </Drawer>
      )}
      {roster !== undefined && opened !== undefined && (
        <SlotDrawer block={opened} roster={roster} phone={phone} close={() => open(null)} key={opened.id} />
      )}
    </div>
  );
}

function Content({ view, phone }: { view: RosterView; phone: boolean }) {
  const t = useText();
  const { territory } = useHere();
  const { roster, days } = view;
  const rows = useMemo(
    () => (roster === undefined ? [] : rosterRows(roster, days, territory.zone)),
    [roster, days, territory.zone],
  );
  if (view.failed) {
    return (
      <div className={styles['empty']} role="alert" data-testid="roster-failed">
        <p className="strong">{t('roster.failed')}</p>
        <Button variant="default" onClick={view.retry} data-testid="roster-retry">
          {t('roster.retry')}
        </Button>
      </div>
    );
  }
  if (roster === undefined) return <Waiting />;
  if (rows.length === 0) {
    return (
      <div className={styles['empty']} data-testid="roster-empty">
        <IconCalendarOff size={44} stroke={1.3} aria-hidden />
        <p className="strong">{t('roster.empty')}</p>
        <p className="dim">{t('roster.emptyLead')}</p>
      </div>
    );
  }
  return phone ? (
    <Agenda view={view} roster={roster} rows={rows} />
  ) : (
    <RosterGrid view={view} roster={roster} rows={rows} />
  );
}

/** Once the week of a gap is on the screen, its block has the focus and stands in sight. */
function useFocusOnBlock(id: string | null, loaded: boolean, done: () => void): void {
  useEffect(() => {
    if (id === null || !loaded) return;
    const block = document.getElementById(`plage-${id}`);
    if (block === null) return;
    block.focus();
    block.scrollIntoView({ block: 'center', inline: 'center' });
    done();
  });
}
