import { useText } from '../../texts/TextScope';
import type { CaseDto } from '../../contracts/wire';
import { timeLeft } from '../../ui/times';
import { urgencyShape } from '../../ui/Urgency';
import { useHere } from '../session/useSession';
import styles from './Wall.module.css';
import { siteShort } from './wall';

interface LinesProps {
  page: { lines: readonly CaseDto[]; page: number; pages: number };
  now: number;
}

/** At most nine lines, by time left. No patient. */
export function Lines({ page, now }: LinesProps) {
  const t = useText();
  const { territory } = useHere();
  if (page.lines.length === 0) return <section className={styles['empty']}>{t('wall.empty')}</section>;
  return (
    <section className={styles['lines']}>
      <ul data-paged={page.pages > 1}>
        {page.lines.map((one) => {
          const left = timeLeft(one, now);
          return (
            <li key={one.id} data-urgency={one.urgency} data-testid="wall-line" data-case={one.id}>
              <span className={styles['mark']}>
                <span aria-hidden>{urgencyShape[one.urgency]}</span>
                <span className="unseen">{t(`urgency.${one.urgency}.label`)}</span>
              </span>
              <span className={styles['site']}>{siteShort(one, territory.establishments)}</span>
              <span className={styles['exam']}>{one.exam.description}</span>
              <span className={`${styles['left']} tabular`} data-band={left.band} data-late={left.late}>
                {left.text}
              </span>
              <span className={styles['reader']} data-none={one.noReader}>
                {one.noReader ? <span title={t('wall.waitingReader')}>!</span> : (one.readerName ?? '–')}
              </span>
            </li>
          );
        })}
      </ul>
      {page.pages > 1 && (
        <p className={styles['page']}>{t('wall.page', { page: page.page, pages: page.pages })}</p>
      )}
    </section>
  );
}
