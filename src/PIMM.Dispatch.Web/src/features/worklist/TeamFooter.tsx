import { useText } from '../../texts/TextScope';
import type { ReaderDto } from '../../contracts/wire';
import { useLinkView } from '../../hub/LinkScope';
import { clockTime } from '../../ui/times';
import { PresenceDot } from '../presence/PresenceMenu';
import { OpenHandover } from '../handovers/OpenHandover';
import { has, useHere } from '../session/useSession';
import type { Worklist } from './useWorklist';
import styles from './TeamFooter.module.css';

/** Who is on now, and how one's own load stands to the team's. */
export function TeamFooter({ list }: { list: Worklist }) {
  const t = useText();
  const { session } = useHere();
  const directs = has(session, 'coordinator', 'regulator');
  const { feed } = useLinkView();
  const onDuty = [...feed.readers.values()]
    .filter((one) => one.onDuty)
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  const team =
    onDuty.length === 0
      ? 0
      : Math.round(onDuty.reduce((sum, one) => sum + one.loadMinutes, 0) / onDuty.length);
  return (
    <footer className={styles['footer']} data-testid="team">
      <span className="dim">{t('list.onNow')}</span>
      {onDuty.length === 0 && <strong className={styles['nobody']}>{t('list.nobodyOn')}</strong>}
      <ul>
        {onDuty.map((one) => (
          <li key={one.id} title={t(`presence.${one.presence}`)} data-me={one.id === list.me?.id}>
            {directs ? (
              <OpenHandover reader={one}>
                <Member one={one} />
              </OpenHandover>
            ) : (
              <Member one={one} />
            )}
          </li>
        ))}
      </ul>
      <span className={`${styles['load']} tabular`}>
        {list.me === null
          ? t('list.teamLoad', { team })
          : t('list.load', { mine: list.me.loadMinutes, team })}
      </span>
    </footer>
  );
}

function Member({ one }: { one: ReaderDto }) {
  const { territory } = useHere();
  return (
    <>
      <PresenceDot presence={one.presence} />
      {one.name}
      <span className="dim tabular">
        {one.loadMinutes} min{one.dutyUntil != null && ` → ${clockTime(one.dutyUntil, territory.zone)}`}
      </span>
    </>
  );
}
