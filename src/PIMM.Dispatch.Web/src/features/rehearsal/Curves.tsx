import { useText } from '../../texts/TextScope';
import type { RehearsedNightDto } from '../../contracts/rehearsals';
import { curveStepMinutes, horizonOf } from './rehearsal';
import { inFrench } from '../../ui/numbers';
import styles from './Rehearsal.module.css';

const box = { width: 560, height: 260, left: 44, right: 14, top: 12, bottom: 42 } as const;
const promiseMinutes = 45;
const tickMinutes = 15;
const sides = ['real', 'again', 'changed'] as const;

/** From minutes and percent to the plot. */
interface Scale {
  readonly horizon: number;
  readonly x: (minutes: number) => number;
  readonly y: (percent: number) => number;
}

function scaleOf(horizon: number): Scale {
  return {
    horizon,
    x: (minutes) => box.left + ((box.width - box.left - box.right) * minutes) / horizon,
    y: (percent) => box.height - box.bottom - ((box.height - box.top - box.bottom) * percent) / 100,
  };
}

/** How many emergencies were signed within so many minutes, on the three sides. */
export function Curves({ night }: { night: RehearsedNightDto }) {
  const t = useText();
  const scale = scaleOf(horizonOf(night));
  const points = (within: readonly number[]) =>
    [0, ...within]
      .slice(0, scale.horizon / curveStepMinutes + 1)
      .map((percent, step) => `${scale.x(step * curveStepMinutes).toFixed(1)},${scale.y(percent).toFixed(1)}`)
      .join(' ');
  const at = promiseMinutes / curveStepMinutes - 1;
  const [real, again, changed] = sides.map((side) => inFrench(night[side].within[at] ?? 0));
  return (
    <figure className={styles['figure']} data-testid="rehearsal-curves">
      <figcaption>{t('rehearsal.curve')}</figcaption>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={t('rehearsal.curveTip', { minutes: promiseMinutes, real, again, changed })}>
        <Axes scale={scale} />
        {sides.map((side) => (
          <polyline
            key={side}
            className={styles['curve']}
            data-side={side}
            points={points(night[side].within)}
          />
        ))}
      </svg>
      <Legend />
    </figure>
  );
}

function Axes({ scale: { horizon, x, y } }: { scale: Scale }) {
  const t = useText();
  const ticks = Array.from(
    { length: Math.floor(horizon / tickMinutes) + 1 },
    (_, index) => index * tickMinutes,
  );
  const right = box.width - box.right;
  return (
    <>
      {[0, 25, 50, 75, 100].map((percent) => (
        <g key={percent}>
          <line className={styles['rule']} x1={box.left} x2={right} y1={y(percent)} y2={y(percent)} />
          <text x={box.left - 7} y={y(percent) + 4} textAnchor="end">
            {percent}
          </text>
        </g>
      ))}
      {ticks.map((minutes) => (
        <text key={minutes} x={x(minutes)} y={y(0) + 17} textAnchor="middle">
          {minutes}
        </text>
      ))}
      <text x={(box.left + right) / 2} y={box.height - 6} textAnchor="middle">
        {t('rehearsal.curveAcross')}
      </text>
      <text transform={`translate(12 ${y(50)}) rotate(-90)`} textAnchor="middle">
        {t('rehearsal.curveUp')}
      </text>
      <line
        className={styles['promise']}
        x1={x(promiseMinutes)}
        x2={x(promiseMinutes)}
        y1={y(0)}
        y2={box.top}
      />
    </>
  );
}

function Legend() {
  const t = useText();
  return (
    <ul className={styles['legend']}>
      {sides.map((side) => (
        <li key={side}>
          <svg width="26" height="10" aria-hidden>
            <line className={styles['curve']} data-side={side} x1="1" x2="25" y1="5" y2="5" />
          </svg>
          {t(`rehearsal.side.${side}`)}
        </li>
      ))}
    </ul>
  );
}
