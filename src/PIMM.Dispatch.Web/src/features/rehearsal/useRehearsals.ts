import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { beginRehearsal, cancelRehearsal, fetchRehearsal, fetchRehearsals } from '../../api/rehearsals';
import type { RehearsalBody, RehearsalDto } from '../../contracts/rehearsals';
import { useSending } from '../../ui/useSending';
import { useHere } from '../session/useSession';
import { isOver } from './rehearsal';

/** A colleague's rehearsal is seen within this time. */
const listMilliseconds = 10_000;

/** Progress moves about as often as an evening is played. */
const progressMilliseconds = 700;

/** The rehearsals that the server keeps, the one that is shown, and how one begins and ends. */
export function useRehearsals() {
  const { territory } = useHere();
  const queries = useQueryClient();
  const listKey = ['rehearsals', territory.id] as const;
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useQuery({
    queryKey: listKey,
    queryFn: () => fetchRehearsals(territory.id),
    refetchInterval: listMilliseconds,
  });
  const running = list.data?.find((one) => !isOver(one));
  const id = chosen ?? running?.id ?? list.data?.[0]?.id ?? null;
  const shown = useQuery({
    queryKey: [...listKey, id],
    queryFn: () => fetchRehearsal(territory.id, id ?? ''),
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) =>
      data === undefined || isOver(data) ? false : progressMilliseconds,
  });
  const sending = useSending([listKey]);
  const begin = (body: RehearsalBody) =>
    sending.send(async (key) => {
      const begun = await beginRehearsal(territory.id, body, key);
      queries.setQueryData<RehearsalDto>([...listKey, begun.id], begun);
      setChosen(begun.id);
    });
  const cancel = (one: RehearsalDto) => sending.send(() => cancelRehearsal(territory.id, one.id));
  return {
    kept: list.data ?? [],
    known: list.data !== undefined,
    failed: list.isError && list.data === undefined,
    retry: () => void list.refetch(),
    shown: shown.data,
    choose: setChosen,
    begin,
    cancel,
    busy: sending.busy,
    refusal: sending.refusal,
  };
}

export type Rehearsals = ReturnType<typeof useRehearsals>;
