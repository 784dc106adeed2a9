// Fictitious contacts, ladders and a ledger for the page of alerts.
import { minute } from './fixtures.mjs';

const step = (afterSeconds, channel) => ({ afterSeconds, channel });
const ladders = [
  { urgency: 'vital', steps: [step(0, 'push'), step(60, 'text'), step(120, 'voice')] },
  { urgency: 'urgent', steps: [step(0, 'push'), step(180, 'text'), step(480, 'voice')] },
  { urgency: 'semi-urgent', steps: [step(0, 'push')] },
  { urgency: 'scheduled', steps: [] },
  { urgency: 'other', steps: [step(0, 'push')] },
];

export function makeAlertsState(now) {
  const at = (minutes) => new Date(now - minutes * minute).toISOString();
  const contact = (id, channel, label, state, code = null) => ({
    id, channel, label, addedAt: at(9_000), state, code, workedAt: state === 'works' ? at(95) : null, failedAt: state === 'fails' ? at(31) : null,
  });
  const line = (minutes, what, channel, about, more = {}) => ({
    at: at(minutes), what, account: 'radiologue1', channel, contact: 'c', notice: about === null ? null : 'hainaut-cambresis.1003#2', about, attempt: about === null ? 0 : 1, code: null, ...more,
  });
  return {
    next: 1,
    channels: ['push', 'text', 'voice'],
    failing: [],
    nextDutyAt: new Date(now + 5 * 60 * minute).toISOString(),
    contacts: [contact('c1', 'push', 'Firefox – Windows', 'works'), contact('c2', 'push', 'Chrome – Android', 'untested'), contact('c3', 'text', '+33 ••• 42', 'fails', 'http-503')],
    lines: [
      line(31, 'given-up', 'text', 'Échéance imminente – U1', { attempt: 10, code: 'http-503' }),
      line(33, 'failed', 'text', 'Échéance imminente – U1', { attempt: 9, code: 'http-503' }),
      line(38, 'sent', 'push', 'Échéance imminente – U1'),
      line(95, 'delivered', 'voice', 'Dossier proposé – U1'),
      line(97, 'sent', 'text', 'Dossier proposé – U1'),
      line(98, 'sent', 'push', 'Dossier proposé – U1'),
      line(1_300, 'tested', 'push', null),
    ],
  };
}

export function myAlerts(state) {
  const { channels, failing, nextDutyAt, contacts, lines } = state;
  return { pushKey: 'BAAA', channels, failing, nextDutyAt, contacts, lines, ladders };
}

export function territoryAlerts(state, territory, readers, now) {
  const channel = (id, contacts, condition) => ({ channel: id, contacts, state: condition, testedAt: null });
  const sets = [[], [channel('push', 1, 'fails')], [channel('push', 2, 'works'), channel('text', 1, 'works'), channel('voice', 1, 'untested')], [channel('text', 1, 'works')], [channel('push', 1, 'works'), channel('voice', 1, 'works')]];
  const people = readers.map((one, index) => ({
    account: one.id, name: one.name, roles: ['reader'], nextDutyAt: index % 3 === 2 ? null : new Date(now + (4 + 7 * index) * 60 * minute).toISOString(),
    reachable: index % 5 > 1, channels: sets[index % 5],
  }));
  people.sort((a, b) => Number(a.reachable) - Number(b.reachable) || String(a.nextDutyAt ?? '9').localeCompare(String(b.nextDutyAt ?? '9')));
  return { territory, failing: state.failing, people, lines: state.lines };
}

/** Adding, removing and testing, as the pages do it. */
export function answerContacts(state, { path, method, body }, json, response) {
  const [, id, test] = /^\/api\/me\/contacts(?:\/([^/]+))?(\/test)?$/u.exec(path);
  const one = state.contacts.find((each) => each.id === id);
  const at = new Date().toISOString();
  if (method === 'DELETE') {
    state.contacts = state.contacts.filter((each) => each !== one);
    return response.writeHead(204).end();
  }
  if (test !== undefined) {
    Object.assign(one, one.channel === 'text' ? { state: 'fails', failedAt: at, code: 'http-503' } : { state: 'works', workedAt: at, code: null });
    return json(200, { sent: one.state === 'works', code: one.code });
  }
  const label = body.number === undefined ? body.label : `${body.number.slice(0, 3)} ••• ${body.number.slice(-2)}`;
  const added = { id: `n${(state.next += 1)}`, channel: body.channel, label, addedAt: at, state: 'untested', workedAt: null, failedAt: null, code: null };
  state.contacts.push(added);
  return json(200, added);
}
