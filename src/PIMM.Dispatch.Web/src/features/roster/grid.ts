import type { AbsenceDto, DutyDto, DutyLineId, LineDto, RosterDto, SlotDto } from '../../contracts/roster';
import type { UncoveredSiteDto } from '../../contracts/roster';
import type { SpecialtyId } from '../../contracts/wire';
import { localDay } from '../../ui/times';

/** Who answers for a slot, in one word; `partial`: somebody, but not for everything. */
export type SlotState = 'covered' | 'partial' | 'gap' | 'external' | 'not-needed';

/** What stands in one cell: a slot, or a duty that was planned freely beside all lines. */
export interface Block {
  readonly id: string;
  readonly kind: DutyLineId;
  readonly line: LineDto | null;
  readonly slot: SlotDto | null;
  readonly duties: readonly DutyDto[];
  readonly state: SlotState;
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

export interface Row {
  /** null: duties that no line asks for. */
  readonly line: LineDto | null;
  /** One cell for each day. */
  readonly cells: readonly (readonly Block[])[];
}

/** On site first, the deep night last: the order of rows, whatever slot the week begins with. */
export const kinds: readonly DutyLineId[] = ['on-site', 'on-call', 'session', 'deep-night'];

const dayMilliseconds = 86_400_000;
const weekDays = 7;

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMilliseconds).toISOString().slice(0, 10);
}

export function mondayOf(day: string): string {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % weekDays));
}

export function isWeekend(day: string): boolean {
  return new Date(day).getUTCDay() % 6 === 0;
}

/** The Monday that an address asks for; null when it says no day. */
export function mondayAsked(text: string | undefined): string | null {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/u.test(text) || Number.isNaN(Date.parse(text))) return null;
  return mondayOf(text);
}

export function daysFrom(monday: string, weeks: number): readonly string[] {
  return Array.from({ length: weeks * weekDays }, (_, index) => addDays(monday, index));
}

/** Lines down, local days across; a slot stands on the day on which it begins. */
export function rosterRows(roster: RosterDto, days: readonly string[], zone: string): readonly Row[] {
  const blocks = blocksOf(roster, zone);
  const cellsOf = (line: LineDto | null) =>
    days.map((day) => blocks.filter((one) => one.line?.id === line?.id && one.day === day));
  const lines = [...roster.lines].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const rows = lines.map((line): Row => ({ line, cells: cellsOf(line) }));
  const free: Row = { line: null, cells: cellsOf(null) };
  return [...rows, free].filter((row) => row.cells.some((cell) => cell.length > 0));
}

/** Every slot and every duty beside them, by start. */
export function blocksOf(roster: RosterDto, zone: string): readonly Block[] {
  const lines = new Map(roster.lines.map((line) => [line.id, line]));
  const shown = new Set<string>();
  const slots = roster.slots.flatMap((slot): readonly Block[] => {
    const line = lines.get(slot.line);
    if (line === undefined) return [];
    const duties = dutiesOf(slot, line, roster.duties);
    for (const duty of duties) shown.add(duty.id);
    const { id, day, from, until } = slot;
    return [{ id, kind: line.kind, line, slot, duties, state: slotState(slot), day, from, until }];
  });
  const free = roster.duties
    .filter((duty) => !shown.has(duty.id))
    .map((duty): Block => {
      const { id, from, until } = duty;
      const day = localDay(from, zone);
      return {
        id,
        kind: duty.line,
        line: null,
        slot: null,
        duties: [duty],
        state: 'covered',
        day,
        from,
        until,
      };
    });
  return [...slots, ...free].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** The duties that fill a slot: planned in it, or freely over it on a line of its kind. */
function dutiesOf(slot: SlotDto, line: LineDto, duties: readonly DutyDto[]): readonly DutyDto[] {
  return duties.filter((duty) =>
    duty.slot === null ? duty.line === line.kind && overlaps(duty, slot) : duty.slot === slot.id,
  );
}

interface Span {
  readonly from: string;
  readonly until: string;
}

export function overlaps(one: Span, other: Span): boolean {
  return Date.parse(one.from) < Date.parse(other.until) && Date.parse(other.from) < Date.parse(one.until);
}

export function slotState(slot: SlotDto): SlotState {
  const has = (...sources: readonly string[]) => slot.spans.some((one) => sources.includes(one.source));
  const read = has('published', 'exception');
  if (slot.gaps.length > 0) return read || has('external') ? 'partial' : 'gap';
  if (read) return 'covered';
  return has('external') ? 'external' : 'not-needed';
}

/** Establishments that lack the same specialties stand together. */
export function groupSites(
  sites: readonly UncoveredSiteDto[],
): readonly { readonly sites: readonly string[]; readonly specialties: readonly SpecialtyId[] }[] {
  const groups = new Map<string, { sites: string[]; specialties: readonly SpecialtyId[] }>();
  for (const { establishment, specialties } of sites) {
    const key = specialties.join();
    const group = groups.get(key) ?? { sites: [], specialties };
    group.sites.push(establishment);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The slots with a gap that is not over, by start. */
export function gapsAhead(slots: readonly SlotDto[], now: number): readonly SlotDto[] {
  return slots
    .filter((slot) => slot.gaps.some((gap) => Date.parse(gap.until) > now))
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from) || a.id.localeCompare(b.id));
}

/** The gap after the one that was looked at last, and after the last one the first again. */
export function nextGap(gaps: readonly SlotDto[], last: string | null): SlotDto | null {
  const at = gaps.findIndex((one) => one.id === last);
  return gaps[(at + 1) % Math.max(gaps.length, 1)] ?? null;
}

/** Part of a row of absences: so many days from that column on. */
export interface AbsenceBar {
  readonly absence: AbsenceDto;
  readonly start: number;
  readonly length: number;
}

export interface AbsenceRow {
  readonly reader: string;
  readonly readerName: string;
  readonly bars: readonly AbsenceBar[];
}

/** One row for each reader who is absent; absences that touch are one bar after the other. */
export function absenceRows(
  absences: readonly AbsenceDto[],
  days: readonly string[],
  zone: string,
): readonly AbsenceRow[] {
  const rows = new Map<string, AbsenceBar[]>();
  const byStart = [...absences].sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  for (const absence of byStart) {
    const { first, last } = absenceDays(absence, zone);
    const bars = rows.get(absence.reader) ?? [];
    const free = bars.reduce((end, bar) => Math.max(end, bar.start + bar.length), 0);
    const start = Math.max(
      days.findIndex((day) => day >= first),
      free,
    );
    const end = days.filter((day) => day <= last).length;
    if (days.some((day) => day >= first) && end > start)
      rows.set(absence.reader, [...bars, { absence, start, length: end - start }]);
  }
  return [...rows]
    .map(([reader, bars]) => ({ reader, readerName: bars[0]?.absence.readerName ?? reader, bars }))
    .sort((a, b) => a.readerName.localeCompare(b.readerName, 'fr'));
}

/** The first and the last local day of an absence; one that ends at midnight ends on the day before. */
export function absenceDays(absence: AbsenceDto, zone: string): { first: string; last: string } {
  return { first: localDay(absence.from, zone), last: localDay(Date.parse(absence.until) - 1, zone) };
}

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** The block that an arrow key leads to: within its cell first, then the next cell that is not empty. */
export function neighbour(rows: readonly Row[], id: string, arrow: Arrow): string | null {
  for (const [rowIndex, row] of rows.entries()) {
    for (const [column, cell] of row.cells.entries()) {
      const at = cell.findIndex((one) => one.id === id);
      if (at === -1) continue;
      const step = arrow === 'ArrowLeft' || arrow === 'ArrowUp' ? -1 : 1;
      const vertical = arrow === 'ArrowUp' || arrow === 'ArrowDown';
      const inCell = vertical ? cell[at + step] : undefined;
      if (inCell !== undefined) return inCell.id;
      const line = vertical ? rows.map((one) => one.cells[column] ?? []) : row.cells;
      const ahead =
        step === 1
          ? line.slice((vertical ? rowIndex : column) + 1)
          : [...line.slice(0, vertical ? rowIndex : column)].reverse();
      const next = ahead.find((one) => one.length > 0);
      return next?.at(vertical && step === -1 ? -1 : 0)?.id ?? null;
    }
  }
  return null;
}
