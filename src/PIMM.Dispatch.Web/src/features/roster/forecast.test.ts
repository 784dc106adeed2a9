import { describe, expect, it } from 'vitest';
import type { SlotForecastDto, StaffedSlotDto } from '../../contracts/forecasts';
import { forecastSpan, outlookOf, slotsAhead } from './forecast';

const trial = (readers: number, under45: number): StaffedSlotDto => ({
  readers,
  under45,
  under45Low: under45,
  under45High: under45,
  meanMinutes: 20,
});
const slot = (part: Partial<SlotForecastDto> = {}): SlotForecastDto => ({
  slot: 'soiree/2026-01-17/1830',
  line: 'soiree',
  lineName: 'Soirée',
  day: '2026-01-17',
  from: '2026-01-17T17:30:00Z',
  until: '2026-01-17T22:30:00Z',
  expected: 42,
  low: 34,
  high: 51,
  emergencies: 30,
  planned: 2,
  needed95: 2,
  needed98: 3,
  trials: [trial(1, 71), trial(2, 95), trial(3, 99)],
  ...part,
});
const week = [
  '2026-01-12',
  '2026-01-13',
  '2026-01-14',
  '2026-01-15',
  '2026-01-16',
  '2026-01-17',
  '2026-01-18',
];

describe('what is asked', () => {
  it('begins today in the week that runs, and ends with its last day', () => {
    expect(forecastSpan(week, '2026-01-14')).toEqual({ from: '2026-01-14', to: '2026-01-19' });
    expect(forecastSpan(week, '2026-01-18')).toEqual({ from: '2026-01-18', to: '2026-01-19' });
  });

  it('is the whole of a week to come', () => {
    expect(forecastSpan(week, '2026-01-01')).toEqual({ from: '2026-01-12', to: '2026-01-19' });
  });

  it('is nothing for a week that is over, or too far ahead', () => {
    expect(forecastSpan(week, '2026-01-19')).toBe('past');
    expect(forecastSpan(week, '2025-11-12')).toBe('beyond');
    expect(forecastSpan(week, '2025-11-13')).toEqual({ from: '2026-01-12', to: '2026-01-19' });
  });
});

describe('the outlook of a slot', () => {
  it('stands between one reader fewer and one more', () => {
    expect(outlookOf(slot())).toEqual({
      planned: trial(2, 95),
      more: trial(3, 99),
      fewer: trial(1, 71),
      tone: 'good',
    });
  });

  it('is bad below the goal, and when nobody is planned', () => {
    expect(outlookOf(slot({ trials: [trial(1, 71), trial(2, 94.9)] })).tone).toBe('bad');
    expect(outlookOf(slot({ planned: 0 }))).toMatchObject({ planned: null, more: trial(1, 71), tone: 'bad' });
  });

  it('is not known while it is being computed', () => {
    expect(outlookOf(slot({ trials: [] }))).toMatchObject({ planned: null, tone: 'unknown' });
  });
});

describe('the slots', () => {
  it('come in their order, without those that are over', () => {
    const early = slot({ from: '2026-01-16T17:30:00Z', until: '2026-01-16T22:30:00Z' });
    const other = slot({ line: 'astreinte' });
    const shown = slotsAhead([slot(), early, other], Date.parse('2026-01-16T22:30:00Z'));
    expect(shown.map((one) => one.line)).toEqual(['astreinte', 'soiree']);
  });
});
