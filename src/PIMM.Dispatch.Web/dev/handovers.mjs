// A fictitious end of duty: some cases have already changed hands, one is late, nobody has answered the second.
import { minute } from './fixtures.mjs';

const texts = { offered: 'À accepter', unanswered: 'Sans réponse', accepted: 'Acceptée', closed: 'Sans objet' };

export function makeHandovers(world, now) {
  const by = (number) => world.cases.get(`hainaut-cambresis.${number}`);
  const reader = (id, name) => ({ kind: 'reader', id, name: `Radiologue : ${name}` });
  const company = { kind: 'provider', id: 'externe', name: 'Société externe : externe' };
  return [
    { id: 'h1', boundary: 'duty-end', boundaryText: 'Fin de garde', from: 'radiologue2', fromName: 'Dr Bravo', to: [], provider: 'externe', status: 'offered', opened: now - 4 * minute, acceptedBy: null, endedAt: null,
      items: [[by(1002), reader('radiologue2', 'Dr Bravo')], [by(1003), reader('radiologue2', 'Dr Bravo')], [by(1006), reader('radiologue2', 'Dr Bravo')], [by(1008), company]] },
    { id: 'h2', boundary: 'drop-out', boundaryText: 'Radiologue absent', from: 'radiologue4', fromName: 'Dr Delta', to: ['radiologue1', 'radiologue3'], provider: null, status: 'unanswered', opened: now - 11 * minute, acceptedBy: null, endedAt: null,
      items: [[by(1004), reader('radiologue4', 'Dr Delta')]] },
  ];
}

export function handoverDto(one, now) {
  const { items, opened, ...rest } = one;
  return {
    ...rest, statusText: texts[one.status], openedAt: new Date(opened).toISOString(), minutesSince: Math.floor((now - opened) / minute),
    cases: items.map(([item, owner]) => ({ id: item.id, urgency: item.urgency, status: item.status, owner, dueAt: item.dueAt, minutesLeft: item.dueAt === null ? null : Math.floor((Date.parse(item.dueAt) - now) / minute) })),
  };
}

export function answerHandover(world, session, { id, what }, body, now, json) {
  const one = world.handovers.find((each) => each.id === id);
  if (what === 'decline' && body.reason === 'refus') return json(409, { status: 409, code: 'handover-ended', title: 'Cette relève est déjà terminée.' });
  const by = body.by ?? session.reader ?? 'externe';
  if (what === 'accept') Object.assign(one, { status: 'accepted', acceptedBy: by, endedAt: new Date(now).toISOString(), items: one.items.map(([item]) => [item, { kind: by === 'externe' ? 'provider' : 'reader', id: by, name: by }]) });
  else one.to = one.to.filter((each) => each !== by);
  return json(200, handoverDto(one, now));
}
