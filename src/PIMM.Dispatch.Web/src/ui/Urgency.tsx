import { useText } from '../texts/TextScope';
import type { UrgencyId } from '../contracts/wire';
import styles from './Urgency.module.css';

/** Shape and letter beside colour: about one man in twelve does not tell red from orange. */
export const urgencyShape: Record<UrgencyId, string> = {
  vital: '▲',
  urgent: '◆',
  'semi-urgent': '●',
  scheduled: '■',
};

export const urgencyOrder: readonly UrgencyId[] = ['vital', 'urgent', 'semi-urgent', 'scheduled'];

export function UrgencyMark({ urgency, size = 'small' }: { urgency: UrgencyId; size?: 'small' | 'large' }) {
  const t = useText();
  return (
    <span
      className={styles['mark']}
      data-urgency={urgency}
      data-size={size}
      title={t(`urgency.${urgency}.label`)}
      data-testid="urgency-mark">
      <span aria-hidden className={styles['shape']}>
        {urgencyShape[urgency]}
      </span>
      <span>{t(`urgency.${urgency}.letter`)}</span>
      <span className="unseen"> {t(`urgency.${urgency}.label`)}</span>
    </span>
  );
}
