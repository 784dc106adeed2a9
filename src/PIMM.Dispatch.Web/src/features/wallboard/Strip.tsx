import { useText } from '../../texts/TextScope';
import { useLinkView } from '../../hub/LinkScope';
import { shareInTarget, wallFigures } from './wall';
import styles from './Wall.module.css';

/** The last day in one line, with its n; or the alarm that matters more. */
export function Strip() {
  const t = useText();
  const { feed } = useLinkView();
  const { withoutReader } = wallFigures(feed.cases.values());
  if (withoutReader > 0) {
    return (
      <footer className={styles['strip']} data-alarm role="alert" data-testid="wall-no-reader">
        <strong>{t('wall.noReader')}</strong>
        <span>{t('wall.noReaderText', { count: withoutReader })}</span>
      </footer>
    );
  }
  const day = feed.last24Hours;
  const share = day === null ? null : shareInTarget(day.emergency);
  return (
    <footer className={styles['strip']} data-testid="wall-strip">
      <span className={styles['when']}>{t('wall.last24')}</span>
      {day === null || share === null ? (
        <span>{t('wall.noSample')}</span>
      ) : (
        <>
          <strong>{t('wall.under', { share })}</strong>
          {day.emergency.medianMinutes != null && (
            <strong>{t('wall.median', { minutes: Math.round(day.emergency.medianMinutes) })}</strong>
          )}
          <span>{t('wall.sample', { n: day.emergency.n })}</span>
        </>
      )}
      {feed.message != null && <span className={styles['message']}>{feed.message}</span>}
    </footer>
  );
}
