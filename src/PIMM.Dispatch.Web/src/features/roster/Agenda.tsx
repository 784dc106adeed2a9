import { useEffect, useMemo, useRef } from 'react';
import { useText } from '../../texts/TextScope';
import type { RosterDto } from '../../contracts/roster';
import { dayInWords } from '../../ui/times';
import { useMinute } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import { absenceRows } from './grid';
import type { Block, Row } from './grid';
import { KindIcon, StateIcon } from './marks';
import { hoursOf } from './SlotBlock';
import { wordsOf } from './words';
import styles from './Roster.module.css';
import type { RosterView } from './useRoster';

interface AgendaProps {
  view: RosterView;
  roster: RosterDto;
  rows: readonly Row[];
}

/** The same roster for a thumb: one list, day after day. */
export function Agenda({ view, roster, rows }: AgendaProps) {
  const t = useText();
  const { territory } = useHere();
  const absences = useMemo(
    () => absenceRows(roster.absences, view.days, territory.zone),
    [roster, view.days, territory.zone],
  );
  const today = useRef<HTMLLIElement>(null);
  // What is over stays above: one scrolls back to it.
  useEffect(() => today.current?.scrollIntoView({ block: 'start' }), [view.days]);
  return (
    <ol className={styles['agenda']} data-testid="roster-agenda">
      {view.days.map((day, column) => {
        const holiday = roster.holidays.find((one) => one.day === day)?.name;
        const blocks = rows
          .flatMap((row) => row.cells[column] ?? [])
          .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
        const away = absences.filter((row) =>
          row.bars.some((bar) => bar.start <= column && column < bar.start + bar.length),
        );
        return (
          <li key={day} ref={day === view.today ? today : null} data-today={day === view.today}>
            <h2>
              {dayInWords(day, 'full')}
              {day === view.today && <small className={styles['now']}>{t('roster.today')}</small>}
              {holiday !== undefined && <small className={styles['holiday']}>★ {holiday}</small>}
            </h2>
            {blocks.length === 0 && <p className="dim">{t('roster.nothingOnDay')}</p>}
            {blocks.map((block) => (
              <Entry key={block.id} block={block} open={view.open} />
            ))}
            {away.length > 0 && (
              <p className={styles['away']}>
                {t('roster.absent', { name: away.map((row) => row.readerName).join(', ') })}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function Entry({ block, open }: { block: Block; open: (id: string) => void }) {
  const t = useText();
  const { session, territory } = useHere();
  const now = useMinute();
  return (
    <button
      type="button"
      id={`plage-${block.id}`}
      className={styles['entry']}
      data-state={block.state}
      data-kind={block.kind}
      data-over={Date.parse(block.until) <= now}
      data-mine={block.duties.some((duty) => duty.reader === session.reader)}
      data-testid="roster-entry"
      onClick={() => open(block.id)}>
      <span className={`${styles['when']} tabular`}>{hoursOf(block, territory.zone)}</span>
      <span className={styles['what']}>
        <span className={styles['state']}>
          <StateIcon state={block.state} />
          {wordsOf(block, t)}
        </span>
        <small>
          <KindIcon kind={block.kind} />
          {block.line?.name ?? t('roster.outside')}
        </small>
      </span>
    </button>
  );
}
