// A fictitious roster around today: duties, gaps, a slot given away, leave, a holiday and counters.
import { minute } from './fixtures.mjs';

const zone = 'Europe/Paris';
const dayMs = 24 * 60 * minute;
const specialties = ['neuro', 'thorax', 'abdomen-pelvis', 'musculoskeletal', 'vascular', 'paediatric', 'polytrauma', 'general'];
const sites = ['valenciennes', 'denain', 'lequesnoy', 'fourmies', 'maubeuge'];
const line = (id, name, kind, readers, hours, more = {}) => ({ id, name, kind, establishments: sites, specialties, readers, standIn: null, equipment: null, hours, ...more });

const lines = [
  line('equipe-jour', 'Équipe de jour – Valenciennes', 'on-site', 1, { week: [['08:30', '18:30']], weekend: [] }),
  line('equipe-soiree', 'Équipe de soirée – Valenciennes', 'on-site', 1, { week: [['18:30', '23:30']], weekend: [['08:30', '23:30']] }),
  line('astreinte-pediatrie', 'Astreinte pédiatrie', 'on-call', 1, { week: [['18:30', '08:30']], weekend: [['08:30', '08:30']] }, { specialties: ['paediatric'] }),
  line('nuit-profonde', 'Nuit profonde – société externe', 'deep-night', 0, { week: [['23:30', '08:30']], weekend: [['23:30', '08:30']] }, { standIn: 'externe' }),
  line('scanner-programme', 'Vacations de scanner programmé', 'session', 1, { week: [['08:30', '13:00'], ['13:30', '18:00']], weekend: [] }, { establishments: ['denain', 'fourmies'], specialties: ['thorax', 'abdomen-pelvis', 'general'], equipment: 'scanner-1' }),
];

const localDay = (instant) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
const offset = (instant) => Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant).replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
const at = (day, time) => {
  const guess = Date.parse(`${day}T${time}:00Z`);
  return guess - offset(guess - offset(guess));
};
const addDays = (day, count) => new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10);
const iso = (instant) => new Date(instant).toISOString();

/** Duties, slots given and leave, as a list that the pages change. */
export function makeRosterState(now, readers) {
  const monday = addDays(localDay(now), -((new Date(localDay(now)).getUTCDay() + 6) % 7));
  const state = { duties: [], given: new Map(), absences: [], holiday: addDays(monday, 10), next: 1, readers, monday };
  for (let index = -7; index < 60; index += 1) {
    const day = addDays(monday, index);
    for (const { slot, line: its, number } of slotsOn(day, state)) {
      if (its.readers === 0 || (index * 7 + number * 5) % 11 === 3) continue;
      const reader = its.id === 'astreinte-pediatrie' ? readers[4] : readers[(((index + number) % 4) + 4) % 4];
      state.duties.push({ id: `duty-${(state.next += 1)}`, reader: reader.id, readerName: reader.name, line: its.kind, from: slot.from, until: slot.until, slot: slot.id, inPlaceOf: null });
    }
  }
  const open = gapsOf(state, now).filter((one) => one.line !== 'equipe-jour');
  if (open[1]) state.given.set(open[1].id, { provider: 'externe', reason: 'Congé sans remplaçant' });
  const taken = state.duties.find((one) => Date.parse(one.from) > now + dayMs && one.line === 'on-site');
  Object.assign(taken, { reader: readers[2].id, readerName: readers[2].name, inPlaceOf: 'duty-0' });
  state.absences.push(
    { id: 'leave-1', reader: readers[3].id, readerName: readers[3].name, from: iso(at(addDays(monday, 1), '00:00')), until: iso(at(addDays(monday, 4), '00:00')) },
    { id: 'leave-2', reader: readers[1].id, readerName: readers[1].name, from: iso(at(addDays(monday, 5), '00:00')), until: iso(at(addDays(monday, 12), '00:00')) },
  );
  return state;
}

function slotsOn(day, state) {
  const free = [0, 6].includes(new Date(day).getUTCDay()) || day === state.holiday;
  return lines.flatMap((one, number) => one.hours[free ? 'weekend' : 'week'].map(([from, to]) => ({
    number, line: one,
    slot: { id: `${one.id}/${day}/${from.replace(':', '')}`, line: one.id, day, from: iso(at(day, from)), until: iso(at(to <= from ? addDays(day, 1) : day, to)) },
  })));
}

function coverOf(slot, its, state) {
  const duties = state.duties.filter((one) => one.slot === slot.id);
  const given = state.given.get(slot.id);
  const provider = given?.provider ?? its.standIn;
  const span = { from: slot.from, until: slot.until };
  const source = duties.length > 0 ? (duties[0].inPlaceOf === null ? 'published' : 'exception') : provider === null ? 'gap' : 'external';
  const children = its.id === 'equipe-soiree' && slot.day === addDays(state.monday, 2);
  const gaps = provider !== null || (duties.length > 0 && !children) ? [] : [{ ...span, sites: its.establishments.map((establishment) => ({ establishment, specialties: children ? ['paediatric', 'polytrauma'] : its.specialties })) }];
  return {
    ...slot, spans: [{ ...span, source, by: duties[0]?.reader ?? (source === 'external' ? provider : null), duty: duties[0]?.id ?? null }], gaps,
    missingReaders: provider === null ? Math.max(its.readers - duties.length, 0) : 0, provider: given?.provider ?? null, providerReason: given?.reason ?? null,
  };
}

function gapsOf(state, now) {
  return Array.from({ length: 60 }, (_, index) => addDays(localDay(now), index)).flatMap((day) => slotsOn(day, state))
    .map((one) => coverOf(one.slot, one.line, state)).filter((one) => one.gaps.length > 0 && Date.parse(one.until) > now);
}

export function makeRoster(state, territory, from, to, now) {
  const days = [];
  for (let day = addDays(localDay(from), -1); Date.parse(day) <= to; day = addDays(day, 1)) days.push(day);
  const touches = (one) => Date.parse(one.from) < to && from < Date.parse(one.until);
  const resting = state.duties.find((one) => one.line === 'on-site' && Date.parse(one.from) > now + 2 * dayMs);
  return {
    territory, from: iso(from), until: iso(to), lines: lines.map(({ hours: _hours, ...one }) => one),
    slots: days.flatMap((day) => slotsOn(day, state)).map((one) => coverOf(one.slot, one.line, state)).filter(touches),
    duties: state.duties.filter(touches).map((one) => ({ ...one, over: Date.parse(one.until) <= now })),
    absences: state.absences.filter(touches), holidays: days.includes(state.holiday) ? [{ day: state.holiday, name: 'Fête d’essai' }] : [],
    conflicts: resting === undefined ? [] : [{ kind: 'rest', duty: resting.id, reader: resting.reader, text: 'Repos de sécurité non respecté depuis la garde précédente' }],
  };
}

export function makeEquity(state, territory, year) {
  return {
    territory, from: `${year}-01-01`, until: `${year + 1}-01-01`,
    readers: state.readers.map((one, index) => ({
      reader: one.id, readerName: one.name, onSite: 41 + ((index * 7) % 5), onCall: index === 4 ? 38 : 0, deepNight: 0, halfDays: 18 + ((index * 3) % 7), weekends: 9 + (index % 3), holidays: index % 3, nights: index === 4 ? 38 : 0, lines: [],
    })),
  };
}
