import { useText } from '../../texts/TextScope';
import type { AbsenceDto } from '../../contracts/roster';
import { cancelAbsence } from '../../api/roster';
import { confirm } from '../../ui/confirm';
import { dayInWords } from '../../ui/times';
import { toast } from '../../ui/toast';
import { useMinute } from '../../ui/useNow';
import { useHere } from '../session/useSession';
import { recordsLeave } from './acts';
import { absenceDays } from './grid';
import type { AbsenceRow } from './grid';
import { useRosterSending } from './useRoster';
import styles from './Roster.module.css';

/** Who is absent, greyed, below the lines; a coordinator takes an absence back with one click. */
export function AbsenceBand({ rows, days }: { rows: readonly AbsenceRow[]; days: number }) {
  const t = useText();
  return (
    <tfoot data-testid="roster-absences">
      <tr>
        <th scope="rowgroup" colSpan={days + 1}>
          {t('roster.absences')}
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.reader}>
          <th scope="row">{row.readerName}</th>
          {row.bars.map((bar, index) => {
            const before = row.bars[index - 1];
            const blank = bar.start - (before === undefined ? 0 : before.start + before.length);
            return [
              blank > 0 && <td key={`${bar.absence.id}-before`} colSpan={blank} />,
              <td key={bar.absence.id} colSpan={bar.length}>
                <Bar absence={bar.absence} />
              </td>,
            ];
          })}
          <Rest row={row} days={days} />
        </tr>
      ))}
    </tfoot>
  );
}

function Rest({ row, days }: { row: AbsenceRow; days: number }) {
  const last = row.bars.at(-1);
  const rest = days - (last === undefined ? 0 : last.start + last.length);
  return rest > 0 ? <td colSpan={rest} /> : null;
}

function Bar({ absence }: { absence: AbsenceDto }) {
  const t = useText();
  const { session, territory } = useHere();
  const now = useMinute();
  const { send } = useRosterSending();
  const { first, last } = absenceDays(absence, territory.zone);
  const [from, until] = [dayInWords(first, 'short'), dayInWords(last, 'short')];
  const days = first === last ? from : `${from} – ${until}`;
  const title = t('roster.absentFrom', { from, until });
  if (!recordsLeave(session) || Date.parse(absence.until) <= now) {
    return (
      <span className={styles['absence']} title={title}>
        {days}
      </span>
    );
  }
  const remove = async () => {
    const name = absence.readerName;
    const act = t('roster.act.leave-end');
    if (!(await confirm(act, t('roster.leaveEndText', { name, days }), act))) return;
    const { done, why } = await send((key) => cancelAbsence(territory.id, absence.id, key));
    toast(done ? 'done' : 'refused', done ? t('roster.done.leave-end') : why || t('noAnswer'));
  };
  return (
    <button
      type="button"
      className={styles['absence']}
      title={`${title} · ${t('roster.act.leave-end')}`}
      onClick={() => void remove()}
      data-testid="absence-bar">
      {days}
    </button>
  );
}
