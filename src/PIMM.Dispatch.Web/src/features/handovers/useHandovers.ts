import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { fetchHandovers } from '../../api/handovers';
import { useHere } from '../session/useSession';

/** Minutes run on while nothing changes. */
const refetchMilliseconds = 15_000;

/** A busy evening changes many times a second; the band follows at this pace. */
const paceMilliseconds = 2_000;

/** The hand-overs of the territory, read again when the live connection brings a change. */
export function useHandovers(sequence: number | null) {
  const { territory } = useHere();
  const query = useQuery({
    queryKey: ['handovers', territory.id],
    queryFn: () => fetchHandovers(territory.id),
    refetchInterval: refetchMilliseconds,
  });
  const { dataUpdatedAt, refetch } = query;
  const readAt = useRef(dataUpdatedAt);
  useEffect(() => {
    readAt.current = dataUpdatedAt;
  }, [dataUpdatedAt]);
  useEffect(() => {
    if (sequence === null) return undefined;
    const wait = Math.max(readAt.current + paceMilliseconds - Date.now(), 0);
    const timer = setTimeout(() => void refetch(), wait);
    return () => clearTimeout(timer);
  }, [sequence, refetch]);
  return query;
}
