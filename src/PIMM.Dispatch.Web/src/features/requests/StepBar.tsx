import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { stepsOf } from '../../ui/steps';
import { clockTime } from '../../ui/times';
import { useHere } from '../session/useSession';
import styles from './StepBar.module.css';

/** The five steps, each with the time at which it happened. */
export function StepBar({ one }: { one: CaseDto }) {
  const t = useText();
  const { territory } = useHere();
  return (
    <ol className={styles['bar']} data-testid="steps">
      {stepsOf(one).map((step) => (
        <li
          key={step.id}
          data-state={step.state}
          data-step={step.id}
          aria-current={step.state === 'current' ? 'step' : undefined}>
          <i aria-hidden>{step.state === 'done' ? '✓' : ''}</i>
          <span>{t(`requests.steps.${step.id}`)}</span>
          <time className="tabular" dateTime={step.at ?? undefined}>
            {step.at === null ? '' : clockTime(step.at, territory.zone)}
          </time>
        </li>
      ))}
    </ol>
  );
}
