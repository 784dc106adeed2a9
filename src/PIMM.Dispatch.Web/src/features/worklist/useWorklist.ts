import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CaseDto, ReaderDto } from '../../contracts/wire';
import { useCases, useLinkView } from '../../hub/LinkScope';
import type { Who } from '../casefile/actions';
import { useHere } from '../session/useSession';
import { addressOf, inTab, parseFilters, passes, tabIds } from './filters';
import type { Filters, TabId } from './filters';
import { compareDone, compareOpen, heldOrder } from './order';

export interface Worklist {
  readonly me: ReaderDto | null;
  readonly filters: Filters;
  readonly setFilters: (filters: Filters) => void;
  readonly counts: Readonly<Record<TabId, number>>;
  readonly cases: ReadonlyMap<string, CaseDto>;
  readonly rows: readonly CaseDto[];
  /** Ids that no longer belong here but stay, greyed, until the order is applied. */
  readonly left: ReadonlySet<string>;
  readonly waiting: number;
  readonly applyOrder: () => void;
  readonly hold: (held: boolean) => void;
  /** The case whose details are open. */
  readonly openId: string | null;
  readonly open: (id: string | null) => void;
}

export function useWorklist(): Worklist {
  const { session } = useHere();
  const { feed } = useLinkView();
  const me = session.reader == null ? null : (feed.readers.get(session.reader) ?? null);
  const cases = useCases(me);
  const address = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = useMemo(() => parseFilters(address), [address]);

  const counts = useMemo(() => countTabs(cases, session), [cases, session]);
  const target = useMemo(
    () =>
      [...cases.values()]
        .filter((one) => inTab(one, filters.tab, session) && passes(one, filters))
        .sort(filters.tab === 'done' ? compareDone : compareOpen),
    [cases, filters, session],
  );
  const shown = useHeldRows(target, cases, JSON.stringify(addressOf(filters)));

  const setFilters = useCallback(
    (next: Filters) => {
      void navigate({
        to: '/liste',
        replace: true,
        search: (before) => ({ ...addressOf(next), ...keep(before, 'territoire'), ...keep(before, 'cas') }),
      });
    },
    [navigate],
  );
  const open = useCallback(
    (id: string | null) => {
      void navigate({
        to: '/liste',
        replace: true,
        search: (before) => {
          const { cas: _closed, ...rest } = before;
          return id === null ? rest : { ...rest, cas: id };
        },
      });
    },
    [navigate],
  );
  return { me, filters, setFilters, counts, cases, ...shown, openId: address.cas ?? null, open };
}

function keep<T extends object, K extends keyof T>(from: T, name: K): Partial<Pick<T, K>> {
  return from[name] === undefined ? {} : ({ [name]: from[name] } as Partial<Pick<T, K>>);
}

function countTabs(cases: ReadonlyMap<string, CaseDto>, who: Who): Record<TabId, number> {
  const counts: Record<TabId, number> = { all: 0, protocol: 0, read: 0, mine: 0, hold: 0, done: 0 };
  for (const one of cases.values()) {
    for (const tab of tabIds) if (inTab(one, tab, who)) counts[tab] += 1;
  }
  return counts;
}

/** Rows update in place at once; their order waits while a hand is in the list. */
function useHeldRows(target: readonly CaseDto[], cases: ReadonlyMap<string, CaseDto>, filterKey: string) {
  const [held, hold] = useState(false);
  const [kept, setKept] = useState<readonly string[] | null>(null);
  const lastSeen = useRef(new Map<string, CaseDto>());
  const targetIds = useMemo(() => target.map((one) => one.id), [target]);
  const applyOrder = useCallback(() => setKept(null), []);
  useEffect(applyOrder, [applyOrder, filterKey]);

  const order = useMemo(() => {
    if (!held || kept === null) return { ids: targetIds, waiting: 0 };
    return heldOrder(kept, targetIds, (id) => cases.get(id)?.urgency === 'vital');
  }, [held, kept, targetIds, cases]);
  // What is on the screen now is what the next change must not move.
  useEffect(() => {
    setKept((before) => (held ? (sameIds(before, order.ids) ? before : order.ids) : null));
  }, [held, order]);
  useEffect(() => {
    for (const one of cases.values()) lastSeen.current.set(one.id, one);
  }, [cases]);

  const rows = useMemo(
    () => order.ids.map((id) => cases.get(id) ?? lastSeen.current.get(id)).filter((one) => one !== undefined),
    [order, cases],
  );
  const left = useMemo(() => {
    const here = new Set(targetIds);
    return new Set(order.ids.filter((id) => !here.has(id)));
  }, [order, targetIds]);
  return { rows, left, waiting: order.waiting, applyOrder, hold };
}

function sameIds(a: readonly string[] | null, b: readonly string[]): boolean {
  return a !== null && a.length === b.length && a.every((id, index) => id === b[index]);
}
