import { useText } from '../texts/TextScope';
import { Logo } from './Logo';
import styles from './Waiting.module.css';

export function Waiting() {
  const t = useText();
  return (
    <div className={styles['waiting']} role="status">
      <Logo size={44} />
      <span>{t('loading')}</span>
    </div>
  );
}
