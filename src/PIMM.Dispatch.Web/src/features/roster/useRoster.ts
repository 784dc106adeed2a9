import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { RosterDto, SlotDto } from '../../contracts/roster';
import { fetchEquity, fetchForecast, fetchRoster } from '../../api/roster';
import { localDay, startOfDay } from '../../ui/times';
import { useMinute } from '../../ui/useNow';
import { useSending } from '../../ui/useSending';
import type { Sending } from '../../ui/useSending';
import { useHere } from '../session/useSession';
import { forecastSpan } from './forecast';
import { addDays, daysFrom, gapsAhead, mondayAsked, mondayOf, nextGap } from './grid';

/** Others plan too: what they did is on the screen within this time. */
const refetchMilliseconds = 30_000;

export interface RosterView {
  readonly days: readonly string[];
  readonly weeks: 1 | 2;
  readonly today: string;
  readonly roster: RosterDto | undefined;
  readonly failed: boolean;
  /** When the data came, epoch milliseconds, once a refresh has failed. */
  readonly staleSince: number | null;
  readonly retry: () => void;
  /** null: not known yet. */
  readonly gaps: readonly SlotDto[] | null;
  readonly openId: string | null;
  readonly open: (id: string | null) => void;
  readonly show: (monday: string, weeks: 1 | 2) => void;
  /** The slot with the next gap after the one looked at last, its week on the screen. */
  readonly goToGap: () => SlotDto | null;
}

/** The weeks that the address asks for, and the gaps of the sixty days ahead. */
export function useRoster(): RosterView {
  const { territory } = useHere();
  const address = useSearch({ strict: false });
  const now = useMinute();
  const today = localDay(now, territory.zone);
  const monday = mondayAsked(address.semaine) ?? mondayOf(today);
  const weeks = address.semaines === '2' ? 2 : 1;
  const days = useMemo(() => daysFrom(monday, weeks), [monday, weeks]);
  const query = useQuery({
    queryKey: ['roster', territory.id, monday, weeks],
    queryFn: () =>
      fetchRoster(territory.id, {
        from: startOfDay(monday, territory.zone),
        to: startOfDay(addDays(monday, days.length), territory.zone),
      }),
    refetchInterval: refetchMilliseconds,
  });
  const ahead = useQuery({
    queryKey: ['roster', territory.id, 'ahead'],
    queryFn: () => fetchRoster(territory.id),
    refetchInterval: refetchMilliseconds,
  });
  const gaps = useMemo(
    () => (ahead.data === undefined ? null : gapsAhead(ahead.data.slots, now)),
    [ahead.data, now],
  );
  const { open, show } = useRosterAddress();
  const goToGap = useGapWalk(gaps, weeks, days, show);
  return {
    ...{ days, weeks, today, gaps, open, show, goToGap },
    roster: query.data,
    failed: query.isError && query.data === undefined,
    staleSince: query.isError && query.data !== undefined ? query.dataUpdatedAt : null,
    retry: () => void query.refetch(),
    openId: address.plage ?? null,
  };
}

function useRosterAddress() {
  const navigate = useNavigate();
  const open = useCallback(
    (id: string | null) => {
      void navigate({
        to: '/planning',
        replace: true,
        search: ({ plage: _closed, ...rest }) => (id === null ? rest : { ...rest, plage: id }),
      });
    },
    [navigate],
  );
  const show = useCallback(
    (semaine: string, weeks: 1 | 2) => {
      void navigate({
        to: '/planning',
        search: ({ plage: _closed, semaines: _before, ...rest }) => ({
          ...rest,
          semaine,
          ...(weeks === 2 ? { semaines: '2' } : {}),
        }),
      });
    },
    [navigate],
  );
  return { open, show };
}

function useGapWalk(
  gaps: readonly SlotDto[] | null,
  weeks: 1 | 2,
  days: readonly string[],
  show: (monday: string, weeks: 1 | 2) => void,
): () => SlotDto | null {
  const [last, setLast] = useState<string | null>(null);
  return () => {
    const next = nextGap(gaps ?? [], last);
    if (next === null) return null;
    setLast(next.id);
    if (!days.includes(next.day)) show(mondayOf(next.day), weeks);
    return next;
  };
}

/** The counters of the month, or of the year, that is on the screen. */
export function useEquity(day: string, period: 'month' | 'year') {
  const { territory } = useHere();
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return useQuery({
    queryKey: ['equity', territory.id, year, period === 'month' ? month : null],
    queryFn: () => fetchEquity(territory.id, year, period === 'month' ? month : null),
  });
}

/** Staffing is rehearsed slot by slot; the page follows at this pace. */
const forecastMilliseconds = 1_500;

/** What the days on the screen may expect, from today on; asked again while staffing is being rehearsed. */
export function useForecast(days: readonly string[], today: string, assumed: number | null) {
  const { territory } = useHere();
  const span = forecastSpan(days, today);
  return useQuery({
    queryKey: ['roster', territory.id, 'forecast', span, assumed],
    queryFn: () =>
      fetchForecast(
        territory.id,
        {
          from: startOfDay(typeof span === 'string' ? today : span.from, territory.zone),
          to: startOfDay(typeof span === 'string' ? today : span.to, territory.zone),
        },
        assumed,
      ),
    enabled: typeof span !== 'string',
    placeholderData: (before) => before,
    refetchInterval: ({ state: { data } }) => ((data?.pending ?? 0) > 0 ? forecastMilliseconds : false),
  });
}

/** Sends one act on the roster of this territory. */
export function useRosterSending(): Sending {
  const { territory } = useHere();
  return useSending([
    ['roster', territory.id],
    ['equity', territory.id],
  ]);
}
