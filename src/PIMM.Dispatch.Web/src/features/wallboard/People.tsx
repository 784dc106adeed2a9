import { useText } from '../../texts/TextScope';
import type { ReaderDto } from '../../contracts/wire';
import { clockTime } from '../../ui/times';
import { PresenceDot } from '../presence/PresenceMenu';
import { useHere } from '../session/useSession';
import styles from './Wall.module.css';
import { whoIsHere } from './wall';

/** More names than this would be too small to read. */
const peopleCountMax = 8;

export function People({ readers }: { readers: ReadonlyMap<string, ReaderDto> }) {
  const t = useText();
  const { territory } = useHere();
  const here = whoIsHere(readers.values());
  return (
    <section className={styles['people']}>
      <h2>{t('wall.here')}</h2>
      {here.length === 0 && <p className={styles['nobody']}>{t('wall.nobody')}</p>}
      <ul>
        {here.slice(0, peopleCountMax).map((one) => (
          <li key={one.id} data-testid="wall-reader">
            <PresenceDot presence={one.presence} />
            <strong>{one.initials}</strong>
            <span>{t(`presence.${one.presence}`)}</span>
            {one.dutyUntil != null && (
              <em className="tabular">→ {clockTime(one.dutyUntil, territory.zone)}</em>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
