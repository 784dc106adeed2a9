// What a fictitious territory may expect of its duties.
import { makeRoster } from './roster.mjs';

const trial = (readers, under45, mean) => ({ readers, under45, under45Low: under45 - 1.4, under45High: Math.min(under45 + 1.2, 100), meanMinutes: mean });
const staffings = [
  { needed95: 1, needed98: 2, trials: [trial(1, 96.1, 19.8), trial(2, 99.2, 13.1)] },
  { needed95: 2, needed98: 3, trials: [trial(1, 61.4, 58.2), trial(2, 95.9, 20.4), trial(3, 99.3, 14.8)] },
  { needed95: 2, needed98: 2, trials: [trial(1, 83.7, 29.1), trial(2, 98.6, 15.2)] },
];

export function makeForecast(world, territory, query, now) {
  const [from, until] = [Date.parse(query.get('from')), Date.parse(query.get('to'))];
  const roster = makeRoster(world.roster, territory, from, until, now);
  const lines = new Map(roster.lines.map((one) => [one.id, one]));
  const assumed = query.get('assumed') === null ? null : Number(query.get('assumed'));
  const thin = world.forecastThin === true && assumed === null;
  const slots = thin ? [] : roster.slots.filter((one) => ['on-site', 'on-call'].includes(lines.get(one.line).kind) && lines.get(one.line).specialties.length === 8).map((one, index) => {
    const hours = (Date.parse(one.until) - Date.parse(one.from)) / 3_600_000;
    const expected = Math.round(hours * (assumed ?? [4.2, 7.9, 2.4][index % 3]) * 10) / 10;
    const pending = index > 8;
    return {
      slot: one.id, line: one.line, lineName: lines.get(one.line).name, day: one.day, from: one.from, until: one.until,
      expected, low: Math.round(expected * 0.72), high: Math.round(expected * 1.3), emergencies: Math.round(expected * 7) / 10,
      planned: one.spans.filter((span) => span.duty !== null).length, ...(pending ? { needed95: null, needed98: null, trials: [] } : staffings[index % 3]),
    };
  });
  return {
    territory, from: query.get('from'), until: query.get('to'), basis: assumed === null ? (thin ? 'none' : 'history') : 'assumption', weeksSeen: thin ? 0.1 : 6.4, weeksMin: 2,
    casesSeen: thin ? 31 : 1842, assumedPerHour: assumed, pending: slots.filter((one) => one.trials.length === 0).length, slots,
  };
}
