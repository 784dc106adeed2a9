import { IconCheck, IconHelp, IconX } from '@tabler/icons-react';
import type { ContactState } from '../../contracts/alerts';
import { useText } from '../../texts/TextScope';
import styles from './Alerts.module.css';

const icons = { works: IconCheck, untested: IconHelp, fails: IconX } as const;

/** Never colour alone. */
export function StateMark({ state }: { state: ContactState }) {
  const t = useText();
  const Icon = icons[state];
  return (
    <span className={styles['state']} data-state={state} data-testid="contact-state">
      <Icon size={14} aria-hidden />
      {t(`alerts.state.${state}`)}
    </span>
  );
}
