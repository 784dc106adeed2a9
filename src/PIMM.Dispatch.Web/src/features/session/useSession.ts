import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { fetchSession } from '../../api/http';
import type { RoleId, SessionDto, TerritoryDto, ViewId } from '../../contracts/wire';
import { onSignedOut } from '../../hub/signals';

export const sessionKey = ['session'] as const;

/** A session that ends on the server is noticed within this time even when nobody acts. */
const recheckMilliseconds = 60_000;

export function useSessionQuery() {
  const queries = useQueryClient();
  const [expired, setExpired] = useState(false);
  const query = useQuery({
    queryKey: sessionKey,
    queryFn: fetchSession,
    refetchInterval: recheckMilliseconds,
    retry: 2,
    staleTime: 30_000,
  });
  const signedIn = query.data != null;
  useEffect(
    () =>
      onSignedOut(() => {
        setExpired(true);
        queries.setQueryData(sessionKey, null);
      }),
    [queries],
  );
  useEffect(() => {
    if (signedIn) setExpired(false);
  }, [signedIn]);
  return { ...query, expired };
}

/** Who is signed in, and the territory that is shown. */
export interface Here {
  readonly session: SessionDto;
  readonly territory: TerritoryDto;
  readonly territories: readonly TerritoryDto[];
  readonly chooseTerritory: (id: string) => void;
}

export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (here === null) throw new Error('No signed-in person above this component.');
  return here;
}

export function has(session: SessionDto, ...roles: readonly RoleId[]): boolean {
  return session.roles.some((role) => roles.includes(role));
}

/** Which of the hub's views a person's own screens join. */
export function viewOf(session: SessionDto): ViewId | null {
  if (has(session, 'reader')) return 'reader';
  if (has(session, 'regulator', 'coordinator')) return 'coordination';
  if (has(session, 'requester', 'technologist')) return 'tracking';
  if (has(session, 'provider')) return 'provider';
  return has(session, 'quality') ? 'wallboard' : null;
}

export type PageId = 'worklist' | 'requests' | 'wall' | 'roster' | 'rehearsal';

/** Roles hide what is not theirs; the server refuses it anyway. */
export function pagesOf(session: SessionDto): readonly PageId[] {
  const pages: PageId[] = [];
  if (has(session, 'reader', 'regulator', 'coordinator', 'provider')) pages.push('worklist');
  if (has(session, 'requester', 'technologist', 'coordinator', 'regulator')) pages.push('requests');
  if (has(session, 'reader', 'regulator', 'coordinator', 'quality')) pages.push('wall');
  if (has(session, 'reader', 'regulator', 'coordinator')) pages.push('roster');
  if (has(session, 'regulator', 'coordinator', 'quality')) pages.push('rehearsal');
  return pages;
}

const paths = {
  worklist: '/liste',
  requests: '/demandes',
  wall: '/mur',
  roster: '/planning',
  rehearsal: '/rejouer',
} as const;

/** Each role's first page; null when none is built for it. */
export function usualPath(session: SessionDto): (typeof paths)[PageId] | null {
  const first = pagesOf(session)[0];
  return first === undefined ? null : paths[first];
}

export function isTechnologist(session: SessionDto): boolean {
  return has(session, 'technologist') && !has(session, 'requester');
}
