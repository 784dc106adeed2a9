import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { clockTime } from '../../ui/times';
import styles from './LinkChip.module.css';

/** Whether the screen may be believed: always visible, shape and word beside colour. */
export function LinkChip({ zone, withTime = false }: { zone: string; withTime?: boolean }) {
  const t = useText();
  const { liveness, dataAt, denied } = useLinkView();
  const time = clockTime(dataAt, zone, true);
  const words = {
    live: withTime ? `${t('top.live')} ${time}` : t('top.live'),
    reconnecting: dataAt === null ? t('top.reconnecting') : t('top.reconnectingSince', { time }),
    offline: dataAt === null ? t('top.offline') : t('top.offlineSince', { time }),
  };
  const marks = { live: '●', reconnecting: '◐', offline: '○' };
  return (
    <span
      className={`${styles['chip']} tabular`}
      data-liveness={denied === null ? liveness : 'offline'}
      data-testid="connection"
      role="status">
      <span aria-hidden>{marks[liveness]}</span>
      <span className={styles['word']}>{denied === null ? words[liveness] : t('top.denied')}</span>
    </span>
  );
}
