import { describe, expect, it } from 'vitest';
import type { SpecialtyId } from '../../contracts/wire';
import { minutesInWords, startOfDay } from '../../ui/times';
import { aDuty, aGapSlot, aLine, aRoster, aSlot } from './fixtures';
import {
  absenceRows,
  addDays,
  blocksOf,
  daysFrom,
  gapsAhead,
  groupSites,
  isWeekend,
  mondayAsked,
  mondayOf,
  neighbour,
  nextGap,
  rosterRows,
  slotState,
} from './grid';

const zone = 'Europe/Paris';
const week = daysFrom('2026-11-23', 1);
const ids = (rows: ReturnType<typeof rosterRows>) =>
  rows.map((row) => row.cells.map((cell) => cell.map((one) => one.id).join(',')).join('|'));

describe('the days', () => {
  it('begin on the Monday of the day that is asked for', () => {
    expect(mondayOf('2026-11-23')).toBe('2026-11-23');
    expect(mondayOf('2026-11-29')).toBe('2026-11-23');
    expect(mondayOf('2027-01-01')).toBe('2026-12-28');
    expect(mondayAsked('2026-11-26')).toBe('2026-11-23');
    expect(mondayAsked('2026-13-45')).toBeNull();
    expect(mondayAsked('demain')).toBeNull();
    expect(mondayAsked(undefined)).toBeNull();
  });

  it('are seven, or fourteen, also in the weeks in which clocks change', () => {
    expect(daysFrom('2026-03-23', 1)).toHaveLength(7);
    expect(daysFrom('2026-10-19', 2).at(-1)).toBe('2026-11-01');
    expect(week.filter(isWeekend)).toEqual(['2026-11-28', '2026-11-29']);
  });

  it.each([
    ['2026-03-23', 167],
    ['2026-10-19', 169],
    ['2026-11-23', 168],
  ])('of the week of %s last %i hours', (monday, hours) => {
    const span = startOfDay(addDays(monday, 7), zone) - startOfDay(monday, zone);
    expect(span / 3_600_000).toBe(hours);
  });
});

describe('the grid', () => {
  it('puts a slot on the day on which it begins, by night and over a change of clocks', () => {
    const spring = aSlot({
      id: 'soiree/2026-03-28/1830',
      day: '2026-03-28',
      from: '2026-03-28T17:30:00Z',
      until: '2026-03-29T06:30:00Z',
    });
    const rows = rosterRows(aRoster({ slots: [spring] }), daysFrom('2026-03-23', 1), zone);
    expect(ids(rows)).toEqual(['|||||soiree/2026-03-28/1830|']);
    const [block] = blocksOf(aRoster({ slots: [spring] }), zone);
    expect(minutesInWords(Date.parse(block?.until ?? '') - Date.parse(block?.from ?? ''))).toBe('13 h 00');
  });

  it('leaves out the night before, and lines without a slot on these days', () => {
    const before = aSlot({ id: 'soiree/2026-11-22/2330', day: '2026-11-22' });
    const other = aLine({ id: 'vide' });
    expect(rosterRows(aRoster({ lines: [other, aLine()], slots: [before] }), week, zone)).toEqual([]);
  });

  it('keeps its rows in one order, whatever slot the week begins with', () => {
    const night = aLine({ id: 'nuit', kind: 'deep-night' });
    const slots = [aSlot({ id: 'n', line: 'nuit' }), aSlot()];
    const rows = rosterRows(aRoster({ lines: [night, aLine()], slots }), week, zone);
    expect(rows.map((row) => row.line?.id)).toEqual(['soiree', 'nuit']);
  });

  it('shows everybody who is planned in a slot, though one answers for it', () => {
    const duties = [aDuty(), aDuty({ id: 'd2', reader: 'r2' }), aDuty({ id: 'd3', slot: 'other' })];
    const slot = aSlot({
      spans: [
        {
          from: '2026-11-23T17:30:00Z',
          until: '2026-11-23T22:30:00Z',
          source: 'published',
          by: 'r1',
          duty: 'd1',
        },
      ],
    });
    const block = blocksOf(aRoster({ slots: [slot], duties }), zone).find((one) => one.slot !== null);
    expect(block?.duties.map((one) => one.id)).toEqual(['d1', 'd2']);
    expect(block?.state).toBe('covered');
  });

  it('gives a free duty to the slots of its kind, and a row of its own when there is none', () => {
    const onSite = aDuty({ slot: null });
    const onCall = aDuty({ id: 'd2', slot: null, line: 'on-call', from: '2026-11-24T23:30:00Z' });
    const rows = rosterRows(aRoster({ duties: [onSite, onCall] }), week, zone);
    expect(rows[0]?.cells[0]?.[0]?.duties.map((one) => one.id)).toEqual(['d1']);
    expect(rows[1]?.line).toBeNull();
    // Half past midnight in Paris: the day after that of UTC.
    expect(ids(rows)[1]).toBe('||d2||||');
  });

  it('says who answers for a slot', () => {
    const span = { from: '', until: '', by: null, duty: null };
    const read = { ...span, source: 'published' } as const;
    expect(slotState(aGapSlot())).toBe('gap');
    expect(slotState({ ...aGapSlot(), spans: [read] })).toBe('partial');
    expect(slotState(aSlot({ spans: [{ ...span, source: 'exception' }] }))).toBe('covered');
    expect(slotState(aSlot({ spans: [{ ...span, source: 'external', by: 'x' }] }))).toBe('external');
    expect(slotState(aSlot({ spans: [{ ...span, source: 'not-needed' }] }))).toBe('not-needed');
  });
});

describe('what nobody reads', () => {
  it('names sites together that lack the same', () => {
    const site = (establishment: string, ...specialties: readonly SpecialtyId[]) => ({
      establishment,
      specialties,
    });
    expect(groupSites([site('a', 'neuro'), site('b', 'neuro', 'general'), site('c', 'neuro')])).toEqual([
      { sites: ['a', 'c'], specialties: ['neuro'] },
      { sites: ['b'], specialties: ['neuro', 'general'] },
    ]);
  });
});

describe('the walk from gap to gap', () => {
  const late = aGapSlot({ id: 'b', from: '2026-11-24T17:30:00Z', until: '2026-11-24T22:30:00Z' });
  const early = aGapSlot({ id: 'a' });
  const now = Date.parse('2026-11-23T12:00:00Z');

  it('goes by time, over the last one to the first again', () => {
    const gaps = gapsAhead([late, aSlot(), early], now);
    expect(gaps.map((one) => one.id)).toEqual(['a', 'b']);
    expect(nextGap(gaps, null)?.id).toBe('a');
    expect(nextGap(gaps, 'a')?.id).toBe('b');
    expect(nextGap(gaps, 'b')?.id).toBe('a');
    expect(nextGap(gaps, 'closed meanwhile')?.id).toBe('a');
    expect(nextGap([], null)).toBeNull();
  });

  it('leaves out a gap that is over, to the minute', () => {
    expect(gapsAhead([early], Date.parse('2026-11-23T22:29:59Z'))).toHaveLength(1);
    expect(gapsAhead([early], Date.parse('2026-11-23T22:30:00Z'))).toEqual([]);
  });
});

describe('absences', () => {
  const away = (from: string, until: string, part = {}) => ({
    id: from,
    reader: 'r1',
    readerName: 'Dr Alpha',
    from,
    until,
    ...part,
  });

  it('are bars over local days, cut at the ends of the week', () => {
    const rows = absenceRows(
      [
        away('2026-11-19T23:00:00Z', '2026-11-24T23:00:00Z'),
        away('2026-11-27T07:00:00Z', '2026-12-04T23:00:00Z'),
        away('2026-11-24T23:00:00Z', '2026-11-25T23:00:00Z', { reader: 'r0', readerName: 'Dr Zoulou' }),
      ],
      week,
      zone,
    );
    expect(rows.map((row) => row.readerName)).toEqual(['Dr Alpha', 'Dr Zoulou']);
    expect(rows[0]?.bars.map(({ start, length }) => [start, length])).toEqual([
      [0, 2],
      [4, 3],
    ]);
    expect(rows[1]?.bars.map(({ start, length }) => [start, length])).toEqual([[2, 1]]);
  });

  it('of another week are no row, and two on one day do not lie on each other', () => {
    expect(absenceRows([away('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z')], week, zone)).toEqual([]);
    const rows = absenceRows(
      [
        away('2026-11-23T07:00:00Z', '2026-11-23T11:00:00Z'),
        away('2026-11-23T12:00:00Z', '2026-11-24T11:00:00Z'),
      ],
      week,
      zone,
    );
    expect(rows[0]?.bars.map(({ start, length }) => [start, length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

describe('arrow keys', () => {
  const slot = (id: string, line: string, day: string) =>
    aSlot({ id, line, day, from: `${day}T10:00:00Z`, until: `${day}T12:00:00Z` });
  const rows = rosterRows(
    aRoster({
      lines: [aLine(), aLine({ id: 'nuit' })],
      slots: [
        slot('a1', 'soiree', '2026-11-23'),
        slot('a2', 'soiree', '2026-11-23'),
        slot('b', 'soiree', '2026-11-26'),
        slot('c', 'nuit', '2026-11-23'),
      ],
    }),
    week,
    zone,
  );

  it('lead to the next block, over empty cells', () => {
    expect(neighbour(rows, 'a1', 'ArrowRight')).toBe('b');
    expect(neighbour(rows, 'b', 'ArrowLeft')).toBe('a1');
    expect(neighbour(rows, 'a1', 'ArrowDown')).toBe('a2');
    expect(neighbour(rows, 'a2', 'ArrowDown')).toBe('c');
    expect(neighbour(rows, 'c', 'ArrowUp')).toBe('a2');
  });

  it('stay at the edge', () => {
    expect(neighbour(rows, 'b', 'ArrowRight')).toBeNull();
    expect(neighbour(rows, 'c', 'ArrowDown')).toBeNull();
    expect(neighbour(rows, 'unknown', 'ArrowDown')).toBeNull();
  });
});
