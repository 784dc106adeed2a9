import { useText } from '../../texts/TextScope';
import { hoursMinutes } from '../../ui/times';
import styles from './Wall.module.css';
import type { WallFigures } from './wall';

const amberShare = 0.5;

/** The two numbers of a wall, each beside its target. */
export function Figures({ figures, now, target }: { figures: WallFigures; now: number; target: number }) {
  const t = useText();
  const waited = figures.oldest === null ? null : now - figures.oldest;
  return (
    <section className={styles['figures']}>
      <div
        className={styles['figure']}
        data-band={figures.toRead > target ? 'red' : 'calm'}
        data-testid="wall-to-read">
        <h2>{t('wall.toRead')}</h2>
        <strong className="tabular">{figures.toRead}</strong>
        <p>{t('wall.atMost', { count: target })}</p>
      </div>
      <div
        className={styles['figure']}
        data-long
        data-band={bandOf(waited, figures.oldestTarget)}
        data-testid="wall-oldest">
        <h2>{t('wall.oldest')}</h2>
        <strong className="tabular">{waited === null ? '–' : hoursMinutes(waited)}</strong>
        <p>
          {figures.oldestTarget === null
            ? t('wall.noneWaiting')
            : t('wall.within', { time: hoursMinutes(figures.oldestTarget) })}
        </p>
      </div>
    </section>
  );
}

function bandOf(waited: number | null, target: number | null): 'calm' | 'amber' | 'red' {
  if (waited === null || target === null) return 'calm';
  if (waited >= target) return 'red';
  return waited >= target * amberShare ? 'amber' : 'calm';
}
