import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { FocusEvent } from 'react';
import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { useAct } from '../casefile/useAct';
import { useViewer } from '../casefile/useViewer';
import { useHere } from '../session/useSession';
import { CaseRow } from './CaseRow';
import type { RowTools } from './CaseRow';
import { Empty } from './Empty';
import styles from './CaseTable.module.css';
import type { Worklist } from './useWorklist';

export const rowHeight = 40;

/** Rows beyond the window that are kept ready, so that fast scrolling shows no holes. */
const overscanCount = 12;

interface CaseTableProps {
  list: Worklist;
  current: string | null;
  blurred: boolean;
  select: (id: string) => void;
  show: (id: string) => void;
}

const columns = [
  'urgency',
  'left',
  'status',
  'site',
  'patient',
  'exam',
  'indication',
  'images',
  'reader',
  'actions',
] as const;

export function CaseTable({ list, current, blurred, select, show }: CaseTableProps) {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: overscanCount,
    getItemKey: (index) => list.rows[index]?.id ?? index,
  });
  const tools = useRowTools(select, show);
  const looking = useLooking();
  const at = list.rows.findIndex((one) => one.id === current);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
    // Only a new selection scrolls: the list must not follow its own changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current]);
  const released = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) list.hold(false);
  };
  if (list.rows.length === 0) return <Empty list={list} />;
  return (
    <div className={styles['frame']}>
      {list.waiting > 0 && (
        <button
          type="button"
          className={styles['pill']}
          onClick={list.applyOrder}
          data-testid="apply-order"
          title={t('list.waitingHint')}>
          {t('list.waiting', { count: list.waiting })}
        </button>
      )}
      <div
        ref={scroller}
        className={styles['scroller']}
        role="grid"
        aria-rowcount={list.rows.length + 1}
        aria-label={t('list.title')}
        onPointerEnter={() => list.hold(true)}
        onPointerLeave={() => list.hold(false)}
        onFocus={() => list.hold(true)}
        onBlur={released}
        data-testid="case-table">
        <HeadRow />
        <div role="rowgroup" className={styles['rows']} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((item) => {
            const one = list.rows[item.index];
            return one === undefined ? null : (
              <CaseRow
                key={one.id}
                one={one}
                rank={item.index + 1}
                top={item.start}
                selected={one.id === current}
                gone={list.left.has(one.id)}
                blurred={blurred}
                looking={looking.get(one.id) ?? null}
                tools={tools}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function HeadRow() {
  const t = useText();
  return (
    <div className={styles['head']} role="row">
      {columns.map((one) => (
        <div key={one} role="columnheader" data-column={one}>
          {one === 'actions' ? (
            <span className="unseen">{t('list.columns.actions')}</span>
          ) : (
            t(`list.columns.${one}`)
          )}
        </div>
      ))}
    </div>
  );
}

function useRowTools(select: (id: string) => void, show: (id: string) => void): RowTools {
  const { session, territory } = useHere();
  const act = useAct();
  const openViewer = useViewer();
  const { zone } = territory;
  return useMemo(
    () => ({ who: { reader: session.reader, roles: session.roles }, zone, act, openViewer, select, show }),
    [session, zone, act, openViewer, select, show],
  );
}

/** Who looks at which case, by initials: "consulte" beside a case that nobody has taken. */
function useLooking(): ReadonlyMap<string, string> {
  const { readers } = useLinkView().feed;
  return useMemo(() => {
    const looking = new Map<string, string>();
    for (const one of readers.values())
      if (one.currentCase != null) looking.set(one.currentCase, one.initials);
    return looking;
  }, [readers]);
}
