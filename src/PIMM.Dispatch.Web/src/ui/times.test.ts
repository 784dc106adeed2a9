import { describe, expect, it } from 'vitest';
import { aCase, instant } from '../hub/fixtures';
import {
  age,
  clockTime,
  dayInWords,
  daysInWords,
  duration,
  hoursMinutes,
  localDay,
  minutesInWords,
  shortDate,
  startOfDay,
  timeLeft,
} from './times';

const at = (minutes: number): number => Date.parse(instant(minutes));
const minute = 60_000;

describe('time left', () => {
  // The clock of this case starts at minute 2 and is due at minute 47.
  it('is calm above half of its time, amber from half on, red in the last fifteen per cent', () => {
    expect(timeLeft(aCase(), at(2) + 22 * minute).band).toBe('calm');
    expect(timeLeft(aCase(), at(2) + 22.5 * minute).band).toBe('amber');
    expect(timeLeft(aCase(), at(2) + 38 * minute).band).toBe('amber');
    expect(timeLeft(aCase(), at(2) + 38.25 * minute).band).toBe('red');
  });

  it('counts up once the target is missed', () => {
    expect(timeLeft(aCase(), at(47))).toEqual({ text: '+00:00', band: 'red', late: true });
    expect(timeLeft(aCase(), at(50) + 12_000)).toEqual({ text: '+03:12', band: 'red', late: true });
  });

  it('stands still once the report is signed', () => {
    expect(timeLeft(aCase({ signedAt: instant(20) }), at(500))).toEqual({
      text: '18 min',
      band: 'none',
      late: false,
    });
    expect(timeLeft(aCase({ signedAt: instant(60) }), at(61))).toEqual({
      text: '58 min',
      band: 'red',
      late: true,
    });
  });

  it('is a dash while the clock has not started', () => {
    expect(timeLeft(aCase({ dueAt: null }), at(5)).text).toBe('–');
    expect(timeLeft(aCase({ status: 'cancelled' }), at(5)).text).toBe('–');
  });
});

describe('durations', () => {
  it('use seconds below an hour, minutes below a day', () => {
    expect(duration(0)).toBe('00:00');
    expect(duration(161_999)).toBe('02:41');
    expect(duration(60 * minute - 1)).toBe('59:59');
    expect(duration(60 * minute)).toBe('1 h 00');
    expect(duration(3 * 60 * minute + 5 * minute)).toBe('3 h 05');
    expect(duration(52 * 60 * minute)).toBe('2 j 4 h');
    expect(duration(-5)).toBe('00:00');
  });

  it('read as hours and minutes on a wall, as words in a text', () => {
    expect(hoursMinutes(31 * minute)).toBe('00:31');
    expect(hoursMinutes(95 * minute)).toBe('01:35');
    expect(minutesInWords(12 * minute)).toBe('12 min');
    expect(minutesInWords(125 * minute)).toBe('2 h 05');
  });
});

describe('clock times', () => {
  it('are those of the territory in summer and in winter, whatever the browser', () => {
    expect(clockTime('2026-11-22T20:07:02Z', 'Europe/Paris')).toBe('21:07');
    expect(clockTime('2026-07-01T20:07:02Z', 'Europe/Paris', true)).toBe('22:07:02');
    expect(clockTime('2026-11-22T23:30:00Z', 'Europe/Paris')).toBe('00:30');
  });

  it('pass the night in which the clock goes back', () => {
    expect(clockTime('2026-10-25T00:59:00Z', 'Europe/Paris')).toBe('02:59');
    expect(clockTime('2026-10-25T01:00:00Z', 'Europe/Paris')).toBe('02:00');
  });

  it('say unknown as a dash', () => {
    expect(clockTime(null, 'Europe/Paris')).toBe('–');
  });

  it('stand beside a short date', () => {
    expect(shortDate(at(0), 'Europe/Paris')).toBe('dim. 22 nov.');
  });
});

describe('age', () => {
  const now = Date.parse('2026-11-22T20:00:00Z');
  it('is in years, in months below two years', () => {
    expect(age('1959-05-01', now)).toBe('67\u00a0a');
    expect(age('19590501', now)).toBe('67\u00a0a');
    expect(age('2025-01-22', now)).toBe('22\u00a0mois');
    expect(age('2024-11-22', now)).toBe('2\u00a0a');
    expect(age('2024-11-23', now)).toBe('23\u00a0mois');
  });

  it('turns on the birthday, not before', () => {
    expect(age('1960-11-22', now)).toBe('66\u00a0a');
    expect(age('1960-11-23', now)).toBe('65\u00a0a');
  });

  it('is unknown without a date, or with one to come', () => {
    expect(age(null, now)).toBeNull();
    expect(age('inconnu', now)).toBeNull();
    expect(age('2027-01-01', now)).toBeNull();
  });
});

describe('local days', () => {
  it('are those of the zone, not of UTC', () => {
    expect(localDay('2026-11-22T22:59:00Z', 'Europe/Paris')).toBe('2026-11-22');
    expect(localDay('2026-11-22T23:00:00Z', 'Europe/Paris')).toBe('2026-11-23');
  });

  it.each([
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begins at %s, whatever its length', (day, instant) => {
    expect(new Date(startOfDay(day, 'Europe/Paris')).toISOString()).toBe(instant);
  });

  it('begin at midnight west of Greenwich too', () => {
    expect(new Date(startOfDay('2026-11-23', 'America/Martinique')).toISOString()).toBe(
      '2026-11-23T04:00:00.000Z',
    );
  });

  it('are said in words', () => {
    expect(dayInWords('2026-11-23', 'full')).toBe('lundi 23 novembre');
    expect(dayInWords('2026-11-23', 'column')).toBe('lun. 23');
    expect(dayInWords('2026-11-23', 'short')).toBe('23 nov.');
    expect(daysInWords('2026-11-23', '2026-11-29')).toMatch(/^23.29 novembre 2026$/u);
  });
});
