import type { CaseDto } from '../contracts/wire';
import { timeLeft } from './times';
import styles from './Timer.module.css';
import { useNow } from './useNow';

/** The time that is left, or by how much the target is missed. Re-renders alone, once a second. */
export function Timer({ one, size = 'row' }: { one: CaseDto; size?: 'row' | 'head' }) {
  const left = timeLeft(one, useNow());
  return (
    <span
      className={`${styles['timer']} tabular`}
      data-band={left.band}
      data-late={left.late}
      data-size={size}
      data-testid="time-left">
      {left.text}
    </span>
  );
}
