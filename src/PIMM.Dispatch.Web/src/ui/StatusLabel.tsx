import { useText } from '../texts/TextScope';
import type { CaseDto } from '../contracts/wire';
import { stepsOf } from './steps';
import styles from './StatusLabel.module.css';

/** The status in its one French word, with five dots for how far the case is. */
export function StatusLabel({ one }: { one: CaseDto }) {
  const t = useText();
  return (
    <span className={styles['status']} data-testid="status" data-status={one.status}>
      <span className={styles['dots']} aria-hidden>
        {stepsOf(one).map((step) => (
          <i key={step.id} data-state={step.state} />
        ))}
      </span>
      <span className="clip">
        {t(`status.${one.status}`)}
        {one.status === 'images-arriving' && ` (${one.images})`}
      </span>
    </span>
  );
}
