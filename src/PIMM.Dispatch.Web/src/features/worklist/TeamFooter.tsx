import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { clockTime } from '../../ui/times';
import { PresenceDot } from '../presence/PresenceMenu';
import { useHere } from '../session/useSession';
import type { Worklist } from './useWorklist';
import styles from './TeamFooter.module.css';

/** Who is on now, and how one's own load stands to the team's. */
export function TeamFooter({ list }: { list: Worklist }) {
  const t = useText();
  const { territory } = useHere();
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
            <PresenceDot presence={one.presence} />
            {one.name}
            <span className="dim tabular">
              {one.loadMinutes} min{one.dutyUntil != null && ` → ${clockTime(one.dutyUntil, territory.zone)}`}
            </span>
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
