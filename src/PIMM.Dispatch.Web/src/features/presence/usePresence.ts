import { useText } from '../../texts/TextScope';
import type { PresenceId, ReaderDto } from '../../contracts/wire';
import { putPresence } from '../../api/http';
import { toast } from '../../ui/toast';
import { useHere } from '../session/useSession';

/** Tells the server how present this reader is; a failure is said, never silent. */
export function usePresence(): (presence: PresenceId) => void {
  const t = useText();
  const { territory } = useHere();
  return (presence) => {
    putPresence(presence, territory.id).catch(() => toast('refused', t('presence.failed')));
  };
}

/** On duty, and yet somebody whom the dispatcher passes over. */
export function isOfferedNothing(me: ReaderDto): boolean {
  return me.onDuty && me.presence !== 'available' && me.presence !== 'reading';
}
