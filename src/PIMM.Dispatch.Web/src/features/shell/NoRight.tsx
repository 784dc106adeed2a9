import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useText } from '../../texts/TextScope';
import { signOut } from '../../api/http';
import { Problem } from '../../ui/Problem';
import { sessionKey, useHere, usualPath } from '../session/useSession';

/** A page that is not this role's: the way to one that is, or out when there is none. */
export function NoRight() {
  const t = useText();
  const { session } = useHere();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const path = usualPath(session);
  if (path !== null) {
    return (
      <Problem
        title={t('failure.noRight')}
        button={t('failure.home')}
        act={() => void navigate({ to: path })}
      />
    );
  }
  const leave = async () => {
    // Signing out of a server that does not answer still leaves this page.
    await signOut().catch(() => undefined);
    queries.setQueryData(sessionKey, null);
  };
  return <Problem title={t('failure.noPage')} button={t('top.signOut')} act={() => void leave()} />;
}
