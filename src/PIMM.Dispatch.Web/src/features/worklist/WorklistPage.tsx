import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { clockTime } from '../../ui/times';
import { allowedActions, takeAction } from '../casefile/actions';
import { CasePanel } from '../casefile/CasePanel';
import { useAct } from '../casefile/useAct';
import { useViewer } from '../casefile/useViewer';
import { HandoverBand } from '../handovers/HandoverBand';
import { ProviderFooter } from '../handovers/ProviderFooter';
import { useKeys } from '../keyboard/useKeys';
import { OfferBand } from '../notices/OfferBand';
import { offersTo } from '../notices/offers';
import { OrphanBand } from '../orphans/OrphanBand';
import { AbsenceBand } from '../presence/AbsenceBand';
import { has, pagesOf, useHere } from '../session/useSession';
import { NoRight } from '../shell/NoRight';
import { CaseCards } from './CaseCards';
import { CaseTable } from './CaseTable';
import { FilterBar } from './FilterBar';
import { TeamFooter } from './TeamFooter';
import { useWorklist } from './useWorklist';
import type { Worklist } from './useWorklist';
import styles from './Worklist.module.css';

/** Below this width a table is not readable: cards instead. */
const phoneQuery = '(max-width: 768px)';

export function WorklistPage() {
  const { session } = useHere();
  return pagesOf(session).includes('worklist') ? <LiveWorklist /> : <NoRight />;
}

function LiveWorklist() {
  const t = useText();
  const { session, territory } = useHere();
  const { stale, dataAt } = useLinkView();
  const phone = useMediaQuery(phoneQuery, false, { getInitialValueInEffect: false });
  const list = useWorklist();
  const [selected, setSelected] = useState<string | null>(null);
  const [blurred, setBlurred] = useState(false);
  const { openId, open } = list;
  const current = openId ?? selected;
  const opened = openId === null ? undefined : list.cases.get(openId);
  useListKeys(list, current, setSelected);
  const show = useCallback(
    (id: string) => {
      setSelected(id);
      open(id);
    },
    [open],
  );
  const seesOrphans = has(session, 'coordinator', 'regulator');

  return (
    <div className={styles['page']} data-stale={stale}>
      <h1 className="unseen">{t('list.title')}</h1>
      {stale && (
        <div className={styles['stale']} role="alert" data-testid="stale-banner">
          {t('list.stale', { time: clockTime(dataAt, territory.zone, true) })}
        </div>
      )}
      <AbsenceBand />
      <OfferBand cases={list.cases} show={show} />
      <HandoverBand cases={list.cases} show={show} />
      {seesOrphans && <OrphanBand cases={list.cases} />}
      <FilterBar list={list} blurred={blurred} setBlurred={setBlurred} />
      <div className={styles['body']}>
        <div className={styles['list']}>
          {phone === true ? (
            <CaseCards list={list} show={show} />
          ) : (
            <CaseTable list={list} current={current} show={show} select={setSelected} blurred={blurred} />
          )}
        </div>
        {opened !== undefined && <CasePanel one={opened} phone={phone === true} close={() => open(null)} />}
      </div>
      {has(session, 'provider') ? <ProviderFooter /> : <TeamFooter list={list} />}
    </div>
  );
}

function useListKeys(list: Worklist, current: string | null, select: (id: string | null) => void): void {
  const { session } = useHere();
  const act = useAct();
  const openViewer = useViewer();
  const rows = useRef(list.rows);
  useEffect(() => {
    rows.current = list.rows;
  }, [list.rows]);
  const one: CaseDto | undefined = current === null ? undefined : list.cases.get(current);
  const allowed =
    one === undefined ? [] : allowedActions(one, { reader: session.reader, roles: session.roles });
  const take = takeAction(allowed);
  const firstOffer = offersTo(session.reader ?? null, list.cases.values())[0];
  const move = (step: 1 | -1) => {
    const at = list.rows.findIndex((row) => row.id === current);
    const next = list.rows[at === -1 ? 0 : Math.min(Math.max(at + step, 0), list.rows.length - 1)];
    if (next === undefined) return false;
    select(next.id);
    if (list.openId !== null) list.open(next.id);
    document.getElementById(`case-${next.id}`)?.focus({ preventScroll: false });
    return true;
  };
  useKeys((command) => {
    switch (command) {
      case 'next':
        return move(1);
      case 'previous':
        return move(-1);
      case 'open':
        return one !== undefined && (list.open(list.openId === one.id ? null : one.id), true);
      case 'take':
        if (one === undefined && firstOffer !== undefined) return (void act(firstOffer, 'accept'), true);
        return one !== undefined && take !== null && (void act(one, take), true);
      case 'enter':
        if (one === undefined) return false;
        if (take === 'accept') void act(one, take);
        else openViewer(one);
        return true;
      case 'hold':
        return one !== undefined && allowed.includes('hold') && press('action-hold', () => list.open(one.id));
      case 'search':
        return focus('search');
      case 'filters':
        return focus('filter-site');
      case 'apply':
        return (list.applyOrder(), true);
      case 'escape':
        return list.openId !== null && (list.open(null), true);
      default:
        return false;
    }
  });
}

function focus(testId: string): boolean {
  const field = document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
  field?.focus();
  return field !== null;
}

/** Opens the case first when its button is not on the screen yet. */
function press(testId: string, open: () => void): boolean {
  const button = document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
  if (button === null) {
    open();
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)?.click());
  } else {
    button.click();
  }
  return true;
}
