import { IconFlag } from '@tabler/icons-react';
import type { FlagDto } from '../../contracts/flags';
import { useText } from '../../texts/TextScope';
import styles from './FlagTag.module.css';

/** What a system outside says, with its name: the strongest, and how many more. */
export function FlagTag({ flags }: { flags: readonly FlagDto[] }) {
  const t = useText();
  const [strongest, ...others] = flags;
  if (strongest === undefined) return null;
  const all = flags.map((one) => `${one.label} – ${one.source}`).join('\n');
  return (
    <span className={styles['flag']} title={`${t('flag.title')}\n${all}`} data-testid="flag">
      <IconFlag size={13} aria-hidden />
      <span className="clip">
        {strongest.label} · {strongest.source}
      </span>
      {others.length > 0 && <b>+{others.length}</b>}
    </span>
  );
}
