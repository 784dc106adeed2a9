import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useText } from '../../texts/TextScope';
import { LinkScope, useLinkView } from '../../hub/LinkScope';
import { clockTime, shortDate } from '../../ui/times';
import { useNow } from '../../ui/useNow';
import { Waiting } from '../../ui/Waiting';
import { useKeys } from '../keyboard/useKeys';
import { pagesOf, useHere } from '../session/useSession';
import { NoRight } from '../shell/NoRight';
import { distanceOf, takeoverCase, wallFigures, wallPage, wallState } from './wall';
import { Figures } from './Figures';
import { Lines } from './Lines';
import { People } from './People';
import { Strip } from './Strip';
import { Dead, Takeover, TestPattern } from './Takeover';
import styles from './Wall.module.css';

/** The screen of the reading room or of the coordination: readable from afar, and honest about its age. */
export function WallPage() {
  const { session, territory } = useHere();
  if (!pagesOf(session).includes('wall')) return <NoRight />;
  return (
    <LinkScope territory={territory.id} view="wallboard" waiting={<Waiting />} key={territory.id}>
      <Wall />
    </LinkScope>
  );
}

function Wall() {
  const { territory } = useHere();
  const { feed, dataAt } = useLinkView();
  const search = useSearch({ strict: false });
  const now = useNow();
  const distance = distanceOf(search.distance);
  useWallKeys();
  useSteadyScreen();
  if (search.essai === '1') return <TestPattern distance={distance} />;
  if (feed.sequence === null || dataAt === null) return <Waiting />;
  const state = wallState(now - dataAt);
  if (state === 'dead') return <Dead at={clockTime(dataAt, territory.zone)} />;
  const figures = wallFigures(feed.cases.values());
  const takeover = takeoverCase(figures.lines, now);
  const page = wallPage(figures.lines, now);
  return (
    <main className={styles['wall']} data-state={state} data-distance={distance} data-testid="wall">
      <Header state={state} now={now} dataAt={dataAt} />
      <div className={styles['body']}>
        <Figures figures={figures} now={now} target={territory.wallboardQueueTarget} />
        <Lines page={page} now={now} />
        <People readers={feed.readers} />
      </div>
      <Strip />
      {takeover !== null && <Takeover one={takeover} now={now} />}
    </main>
  );
}

function Header({ state, now, dataAt }: { state: 'live' | 'aging'; now: number; dataAt: number }) {
  const t = useText();
  const { territory } = useHere();
  const { liveness } = useLinkView();
  return (
    <header className={styles['header']}>
      <strong className={`${styles['clock']} tabular`} data-testid="wall-clock">
        {clockTime(now, territory.zone)}
      </strong>
      <span className={styles['date']}>{shortDate(now, territory.zone)}</span>
      <span className={styles['name']}>
        {t('wall.organisation', { name: territory.name.replace(/^PIMM\s+/u, '') })}
      </span>
      <span
        className={`${styles['link']} tabular`}
        data-liveness={state === 'aging' ? 'reconnecting' : liveness}
        data-testid="wall-link">
        {state === 'aging'
          ? t('wall.dataOf', { time: clockTime(dataAt, territory.zone) })
          : liveness === 'live'
            ? `● ${t('top.live')} ${clockTime(dataAt, territory.zone, true)}`
            : `◐ ${t('top.reconnecting')}`}
      </span>
    </header>
  );
}

/** A wall has no rail: Escape leads back for whoever has a keyboard. */
function useWallKeys(): void {
  const navigate = useNavigate();
  useKeys((command) => {
    if (command !== 'escape' && command !== 'goList') return false;
    void navigate({ to: '/liste' });
    return true;
  });
}

/** Keeps the screen awake where the browser can; a wall that sleeps shows nothing. */
function useSteadyScreen(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const hold = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (given) => (lock = given),
        () => (lock = null),
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      document.removeEventListener('visibilitychange', hold);
      void lock?.release();
    };
  }, []);
}
