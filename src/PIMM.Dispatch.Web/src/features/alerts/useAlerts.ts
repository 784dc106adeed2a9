import { useQuery } from '@tanstack/react-query';
import { fetchMyAlerts, fetchTerritoryAlerts } from '../../api/alerts';
import { useHere } from '../session/useSession';

export const myAlertsKey = ['alerts', 'mine'] as const;

const refetchMilliseconds = 15_000;

export function useMyAlerts() {
  return useQuery({ queryKey: myAlertsKey, queryFn: fetchMyAlerts, refetchInterval: refetchMilliseconds });
}

/** Who can be reached how, and what was sent to whom. */
export function useTerritoryAlerts() {
  const { territory } = useHere();
  return useQuery({
    queryKey: ['alerts', territory.id],
    queryFn: () => fetchTerritoryAlerts(territory.id),
    refetchInterval: refetchMilliseconds,
  });
}
