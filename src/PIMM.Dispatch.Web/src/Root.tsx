import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useText } from './texts/TextScope';
import type { SessionDto } from './contracts/wire';
import { SignInPage } from './features/session/SignInPage';
import { HereContext, useSessionQuery, viewOf } from './features/session/useSession';
import { useTerritories } from './features/shell/useTerritories';
import { suggestAppearance } from './ui/appearance';
import { ConfirmDialog } from './ui/confirm';
import { PageFailure, Problem } from './ui/Problem';
import { Toasts } from './ui/toast';
import { Waiting } from './ui/Waiting';

/** Nobody passes without a session; the address stays, so that signing in leads where one wanted to go. */
export function Root() {
  const { data, isPending, isError, expired } = useSessionQuery();
  if (isPending) return <Waiting />;
  if (isError && data === undefined) return <PageFailure />;
  if (data == null) return <SignInPage expired={expired} />;
  return <SignedIn session={data} />;
}

function SignedIn({ session }: { session: SessionDto }) {
  const navigate = useNavigate();
  const wanted = useSearch({ strict: false, select: (search) => search.territoire });
  // Filters name sites of one territory: they do not follow into another.
  const chosen = useCallback(
    (id: string) => void navigate({ to: '.', search: { territoire: id } }),
    [navigate],
  );
  const { here, failed } = useTerritories(session, wanted, chosen);
  useEffect(() => suggestAppearance(viewOf(session) === 'tracking' ? 'light' : 'dark'), [session]);
  if (failed) return <PageFailure />;
  if (here === null) return <Waiting />;
  return (
    <HereContext value={here}>
      <Outlet />
      <Toasts />
      <ConfirmDialog />
    </HereContext>
  );
}

export function NotFound() {
  const t = useText();
  const navigate = useNavigate();
  return (
    <Problem
      title={t('failure.notFound')}
      button={t('failure.home')}
      act={() => void navigate({ to: '/' })}
    />
  );
}
