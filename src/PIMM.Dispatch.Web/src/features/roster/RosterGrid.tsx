import { useCallback, useMemo } from 'react';
import type { KeyboardEvent } from 'react';
import { useText } from '../../texts/TextScope';
import type { RosterDto } from '../../contracts/roster';
import { dayInWords } from '../../ui/times';
import { useHere } from '../session/useSession';
import { AbsenceBand } from './AbsenceBand';
import { absenceRows, isWeekend, neighbour } from './grid';
import type { Arrow, Row } from './grid';
import { KindIcon } from './marks';
import { SlotBlock } from './SlotBlock';
import styles from './Roster.module.css';
import type { RosterView } from './useRoster';

interface RosterGridProps {
  view: RosterView;
  roster: RosterDto;
  rows: readonly Row[];
}

/** Lines of duty down, days across, and who is absent in a band below. */
export function RosterGrid({ view, roster, rows }: RosterGridProps) {
  const t = useText();
  const { territory } = useHere();
  const { days, today } = view;
  const holidays = useMemo(() => new Map(roster.holidays.map((one) => [one.day, one.name])), [roster]);
  const absences = useMemo(
    () => absenceRows(roster.absences, days, territory.zone),
    [roster, days, territory.zone],
  );
  const kindOf = (day: string) => (holidays.has(day) ? 'holiday' : isWeekend(day) ? 'weekend' : 'working');
  const onKeyDown = useArrows(rows);
  return (
    <div className={styles['scroll']} data-testid="roster-grid">
      <table className={styles['grid']} data-weeks={view.weeks} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" className={styles['corner']}>
              {t('roster.line')}
            </th>
            {days.map((day) => (
              <th
                key={day}
                scope="col"
                data-kind={kindOf(day)}
                data-today={day === today}
                aria-current={day === today ? 'date' : undefined}>
                <span className={styles['day']}>{dayInWords(day, 'column')}</span>
                {day === today && <small className={styles['now']}>{t('roster.today')}</small>}
                {holidays.has(day) && <small className={styles['holiday']}>★ {holidays.get(day)}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line?.id ?? ''}>
              <th scope="row">
                <LineName row={row} />
              </th>
              {row.cells.map((cell, column) => {
                const day = days[column] ?? '';
                return (
                  <td key={day} data-kind={kindOf(day)} data-today={day === today}>
                    {cell.map((block) => (
                      <SlotBlock key={block.id} block={block} roster={roster} open={view.open} />
                    ))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {absences.length > 0 && <AbsenceBand rows={absences} days={days.length} />}
      </table>
    </div>
  );
}

function LineName({ row }: { row: Row }) {
  const t = useText();
  if (row.line === null) return <span className={styles['line']}>{t('roster.outside')}</span>;
  return (
    <span className={styles['line']}>
      <span>{row.line.name}</span>
      <small>
        <KindIcon kind={row.line.kind} />
        {t(`roster.kind.${row.line.kind}`)}
      </small>
    </span>
  );
}

/** Arrow keys walk from block to block; Tab still leads through all of them. */
function useArrows(rows: readonly Row[]) {
  return useCallback(
    (event: KeyboardEvent) => {
      const arrow = arrows.find((one) => one === event.key);
      const block = event.target instanceof HTMLElement ? event.target.id.replace(/^plage-/u, '') : '';
      const next = arrow === undefined ? null : neighbour(rows, block, arrow);
      if (next === null) return;
      event.preventDefault();
      document.getElementById(`plage-${next}`)?.focus();
    },
    [rows],
  );
}

const arrows: readonly Arrow[] = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
