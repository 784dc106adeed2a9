import { Button } from '@mantine/core';
import { IconRotateClockwise2 } from '@tabler/icons-react';
import { useText } from '../../texts/TextScope';
import type { RehearsalDto } from '../../contracts/rehearsals';
import { useNow } from '../../ui/useNow';
import { Waiting } from '../../ui/Waiting';
import { pagesOf, useHere } from '../session/useSession';
import { NoRight } from '../shell/NoRight';
import { changeInWords, isOver, secondsLeft } from './rehearsal';
import { answerId, RehearsalForm } from './RehearsalForm';
import { RehearsalResult } from './RehearsalResult';
import styles from './Rehearsal.module.css';
import { useRehearsals } from './useRehearsals';
import type { Rehearsals } from './useRehearsals';

export function RehearsalPage() {
  const { session } = useHere();
  return pagesOf(session).includes('rehearsal') ? <LiveRehearsal /> : <NoRight />;
}

/** A past night with other rules or another team: asked on one side, answered on the other. */
function LiveRehearsal() {
  const t = useText();
  const all = useRehearsals();
  return (
    <div className={styles['page']}>
      <aside className={styles['side']}>
        <h1>{t('rehearsal.title')}</h1>
        <p className="dim">{t('rehearsal.lead')}</p>
        <RehearsalForm all={all} />
        <Kept all={all} />
      </aside>
      <section id={answerId} className={styles['answer']} aria-live="polite">
        <Answer all={all} />
      </section>
    </div>
  );
}

function Answer({ all }: { all: Rehearsals }) {
  const t = useText();
  const { shown } = all;
  if (all.failed) {
    return (
      <div className={styles['empty']} role="alert" data-testid="rehearsal-unreachable">
        <p className="strong">{t('rehearsal.unreachable')}</p>
        <Button variant="default" onClick={all.retry}>
          {t('rehearsal.retry')}
        </Button>
      </div>
    );
  }
  if (shown === undefined) return all.known && all.kept.length === 0 ? <Nothing /> : <Waiting />;
  if (!isOver(shown)) return <Progress one={shown} all={all} />;
  if (shown.result !== null) return <RehearsalResult one={shown} night={shown.result} />;
  return (
    <div className={styles['empty']} role="status" data-testid="rehearsal-ended" data-state={shown.state}>
      <p className="strong">{t(shown.state === 'cancelled' ? 'rehearsal.cancelled' : 'rehearsal.failed')}</p>
      {shown.why !== null && <p>{shown.why}</p>}
    </div>
  );
}

function Nothing() {
  const t = useText();
  return (
    <div className={styles['empty']} data-testid="rehearsal-none">
      <IconRotateClockwise2 size={44} stroke={1.3} aria-hidden />
      <p className="strong">{t('rehearsal.none')}</p>
      <p className="dim">{t('rehearsal.noneLead')}</p>
    </div>
  );
}

function Progress({ one, all }: { one: RehearsalDto; all: Rehearsals }) {
  const t = useText();
  const nameOf = useReaderNames();
  const left = secondsLeft(one, useNow());
  const said =
    one.state === 'reading'
      ? t('rehearsal.reading')
      : t('rehearsal.playing', { played: one.played, plays: one.plays });
  return (
    <div className={styles['empty']} data-testid="rehearsal-progress">
      <p className="strong">{changeInWords(one.asked, nameOf, t)}</p>
      <progress max={one.plays} value={one.played} aria-label={said} />
      <p className="tabular">
        {said}
        {left !== null && <span className="dim"> · {t('rehearsal.left', { seconds: left })}</span>}
      </p>
      <p className="dim">{t('rehearsal.by', { name: one.by })}</p>
      <Button variant="default" onClick={() => void all.cancel(one)} data-testid="rehearsal-cancel">
        {t('rehearsal.cancel')}
      </Button>
    </div>
  );
}

/** What colleagues have asked too: the server keeps the last ten. */
function Kept({ all }: { all: Rehearsals }) {
  const t = useText();
  const nameOf = useReaderNames();
  const over = all.kept.filter((one) => one.state === 'done');
  if (over.length === 0) return null;
  return (
    <nav className={styles['kept']} aria-label={t('rehearsal.kept')}>
      <h2>{t('rehearsal.kept')}</h2>
      <ul>
        {over.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => all.choose(one.id)}
              aria-current={one.id === all.shown?.id}
              data-testid="rehearsal-kept">
              <span>{changeInWords(one.asked, nameOf, t)}</span>
              <small>{t('rehearsal.by', { name: one.by })}</small>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function useReaderNames(): (reader: string) => string {
  const { territory } = useHere();
  return (reader) => territory.readers.find((one) => one.id === reader)?.name ?? reader;
}
