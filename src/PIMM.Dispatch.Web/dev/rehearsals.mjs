// Rehearsals of a fictitious night: begun, on their way, and over.
import { minute } from './fixtures.mjs';

const iso = (instant) => new Date(instant).toISOString();
const curve = (scale, most = 100) => Array.from({ length: 24 }, (_, step) => Math.round(10 * most * (1 - Math.exp(-((((step + 1) * 5) / scale) ** 1.7)))) / 10);
const outcome = (inTime, under45, mean, p50, p90, sentOut, within) => ({ inTime, under45, under45Low: under45 - 0.9, under45High: Math.min(under45 + 0.7, 100), meanMinutes: mean, p50Minutes: p50, p90Minutes: p90, sentOut, unread: 0, within });

export function makeNight(now, readers) {
  const from = now - 15 * 60 * minute;
  const one = (number, urgency, after, target, real, again, changed) => ({ case: `hainaut-cambresis.${number}`, urgency, completeAt: iso(from + after * minute), targetMinutes: target, realMinutes: real, againMinutes: again, changedMinutes: changed });
  return {
    from: iso(from), until: iso(from + 14 * 60 * minute), cases: 61, measured: 54, leftOut: { waiting: 2, cancelled: 1, unsigned: 0, unknown: 0 }, draws: 20, policy: 'f',
    real: outcome(91.8, 93.4, 24.6, 20.1, 43.9, 3, curve(27)), again: outcome(92.6, 94.1, 23.9, 19.6, 42.2, 2.6, curve(26)), changed: outcome(98.3, 99.1, 16.2, 13.8, 30.4, 0.8, curve(18)),
    readers: [
      ...readers.slice(0, 3).map((reader, index) => ({ reader: reader.id, name: reader.name, realMinutes: 260 - index * 31, againMinutes: 251 - index * 22, changedMinutes: 186 - index * 12 })),
      { reader: 'virtuel001', name: 'Dr Virtuel 001', realMinutes: null, againMinutes: null, changedMinutes: 171.5 },
    ],
    earlier: 41, later: 9, same: 11,
    noLongerLate: [one(1004, 'vital', 96, 20, 27.4, 24.1, 14.2), one(1009, 'urgent', 118, 45, 58.1, 49.6, 31), one(1011, 'urgent', 151, 45, 49.3, 43.2, 27.8)],
    newlyLate: [],
    most: [one(1013, 'scheduled', 240, 720, 131.7, 118.2, 42.9), one(1009, 'urgent', 118, 45, 58.1, 49.6, 31), one(1015, 'semi-urgent', 190, 240, 74.8, 66, 51.3), one(1016, 'urgent', 301, 45, 19.2, 20.4, 33.6)],
  };
}

export function makeRehearsal(world, now, asked, more = {}) {
  const territory = world.territories[0];
  return { id: String(world.rehearsals.length + 1), territory: territory.id, by: 'coordination', startedAt: iso(now - 9_000), endedAt: iso(now), state: 'done', played: 40, plays: 40, why: null, asked: { from: null, until: null, policy: null, weights: null, readersMore: null, readers: null, external: null, draws: null, ...asked }, result: makeNight(now, territory.readers), ...more };
}

export function answerRehearsals(world, { path, method, body, session }, now, json, response) {
  const id = path.split('/rehearsals/')[1];
  if (method === 'POST') {
    if (world.rehearsals.some((one) => one.endedAt === null)) return json(409, { status: 409, code: 'rehearsal-running', title: 'Une répétition est déjà en cours sur ce serveur ; attendez sa fin ou annulez-la.' });
    world.rehearsals.unshift(makeRehearsal(world, now, body, { by: session.user, startedAt: iso(now), endedAt: null, state: 'playing', played: 0, result: null }));
    return json(202, world.rehearsals[0]);
  }
  if (id === undefined) return json(200, world.rehearsals.map((one) => ({ ...one, result: null })));
  const one = world.rehearsals.find((each) => each.id === id);
  if (one === undefined) return json(404, { status: 404, code: 'not-found', title: 'Introuvable.' });
  if (method === 'DELETE') {
    Object.assign(one, { state: 'cancelled', endedAt: iso(now) });
    return response.writeHead(204).end();
  }
  if (one.endedAt === null && world.rehearsalHeld !== true) {
    one.played = Math.min(one.played + 4, one.plays);
    if (one.played === one.plays) Object.assign(one, { state: 'done', endedAt: iso(now), result: makeNight(now, world.territories[0].readers) });
  }
  return json(200, one);
}
