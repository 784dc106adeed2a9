import { Button } from '@mantine/core';
import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { useHere } from '../session/useSession';
import { PresenceDot } from './PresenceMenu';
import { isOfferedNothing, usePresence } from './usePresence';
import styles from './Presence.module.css';

/** Says to a reader on duty that nothing is offered to them, and why; one button undoes it. */
export function AbsenceBand() {
  const t = useText();
  const { session } = useHere();
  const { feed } = useLinkView();
  const choose = usePresence();
  const me = session.reader == null ? undefined : feed.readers.get(session.reader);
  if (me === undefined || !isOfferedNothing(me)) return null;
  return (
    <section className={styles['band']} role="status" data-testid="absence" data-presence={me.presence}>
      <PresenceDot presence={me.presence} />
      <span className={styles['words']}>
        <strong>{t(`presence.${me.presence}`)}</strong> {t('presence.nothingOffered')}
      </span>
      <Button onClick={() => choose('available')} data-testid="absence-end">
        {t('presence.comeBack')}
      </Button>
    </section>
  );
}
