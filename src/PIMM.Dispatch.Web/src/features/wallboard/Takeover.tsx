import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { timeLeft } from '../../ui/times';
import { urgencyOrder, urgencyShape } from '../../ui/Urgency';
import styles from './Wall.module.css';
import { fontMinimum } from './wall';

/** A vital case that has just come fills the wall: everybody in the room sees it. */
export function Takeover({ one, now }: { one: CaseDto; now: number }) {
  const t = useText();
  const left = timeLeft(one, now);
  return (
    <div className={styles['takeover']} role="alert" data-testid="wall-takeover">
      <p>▲ U1 {t('wall.takeover')}</p>
      <strong>{one.establishmentName}</strong>
      <strong>{one.exam.description}</strong>
      <b className="tabular">{left.text}</b>
      <span>{one.readerName ?? t('wall.waitingReader')}</span>
    </div>
  );
}

/** Old numbers are worse than none. */
export function Dead({ at }: { at: string }) {
  const t = useText();
  return (
    <main className={styles['dead']} role="alert" data-testid="wall-dead">
      <strong>{t('wall.dead')}</strong>
      <p>{t('wall.deadText', { time: at })}</p>
    </main>
  );
}

/** For whoever hangs the screen: sizes, colours and edges, without data. */
export function TestPattern({ distance }: { distance: 3 | 5 | 7 }) {
  const t = useText();
  const capitalShare = 0.7;
  const fontShare: Record<3 | 5 | 7, number> = { 3: 0.0407, 5: 0.0615, 7: 0.0852 };
  const height = Math.round(innerHeight * fontShare[distance] * capitalShare);
  return (
    <main className={styles['pattern']} data-distance={distance} data-testid="wall-pattern">
      <h1>{t('wall.test')}</h1>
      <div className={styles['swatches']}>
        {urgencyOrder.map((one) => (
          <span key={one} data-urgency={one}>
            {urgencyShape[one]} {t(`urgency.${one}.letter`)}
          </span>
        ))}
      </div>
      <p className={styles['letters']}>DEN · Scanner cérébral · 02:41</p>
      <p className={styles['explain']}>
        {t('wall.testText', { distance, height, minimum: fontMinimum[distance] })}
      </p>
    </main>
  );
}
