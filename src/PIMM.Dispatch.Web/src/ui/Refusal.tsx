import { IconAlertTriangle } from '@tabler/icons-react';
import { useText } from '../texts/TextScope';
import styles from './Refusal.module.css';

/** Why the server did not do it, in its own words; '' when it gave no answer. */
export function Refusal({ text }: { text: string | null }) {
  const t = useText();
  if (text === null) return null;
  return (
    <p className={styles['refusal']} role="alert" data-testid="refusal">
      <IconAlertTriangle size={16} aria-hidden />
      {text === '' ? t('noAnswer') : text}
    </p>
  );
}
