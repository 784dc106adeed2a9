// A stand-in for the host while the pages are drawn: serves dist/, answers the API with fictitious cases and speaks
// SignalR's JSON protocol. It keeps nothing and proves nothing about the real one.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { makeCase, makeEvening, makeStatistics, makeTerritories, minute } from './fixtures.mjs';
import { answerContacts, makeAlertsState, myAlerts, territoryAlerts } from './alerts.mjs';
import { makeForecast } from './forecasts.mjs';
import { answerHandover, handoverDto, makeHandovers } from './handovers.mjs';
import { answerRehearsals } from './rehearsals.mjs';
import { makeEquity, makeRoster, makeRosterState } from './roster.mjs';

const dist = join(fileURLToPath(new URL('.', import.meta.url)), '..', 'dist');
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
  + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const record = '\u001e';
const all = ['hainaut-cambresis', 'centre-val-de-loire', 'touraine-val-de-loire', 'landes-pays-basque'];
const account = (name, roles, more = {}) => ({ name, roles, territories: all, establishments: [], reader: null, demonstration: true, ...more });
const accounts = {
  radiologue1: account('Dr Alpha', ['reader'], { reader: 'radiologue1' }),
  radiologue2: account('Dr Bravo', ['reader'], { reader: 'radiologue2' }),
  regulateur: account('Dr Régulateur', ['regulator']),
  coordination: account('Coordination', ['coordinator']),
  urgences: account('Urgences Denain', ['requester'], { establishments: ['hainaut-cambresis/denain'] }),
  manipulateur: account('Manipulateur Denain', ['technologist'], { establishments: ['hainaut-cambresis/denain'] }),
  qualite: account('Qualité', ['quality']),
  externe: account('Société externe (démo)', ['provider']),
  admin: account('Administration', ['administrator']),
};

/** Starts it on a port (0: any) and returns what a script needs to play with it. */
export async function startFake({ port = 0, living = true } = {}) {
  const started = Date.now();
  const world = { sequence: 5_000, number: 1_100, territories: makeTerritories(started), cases: new Map(), orphans: new Map(), notices: new Map(), sessions: new Map(), clients: new Set(), silent: false, skew: 0, message: null, outcomes: new Map() };
  const now = () => Date.now() + world.skew;
  for (const territory of world.territories) for (const one of makeEvening(territory, started)) world.cases.set(one.id, one);
  world.handovers = [];
  world.rehearsals = [];
  world.offerHandovers = () => (world.handovers = makeHandovers(world, now()));
  world.alerts = makeAlertsState(started);
  world.roster = makeRosterState(started, world.territories[0].readers);
  world.orphans.set('1.2.826.0.1.3680043.10.9999.77', {
    studyInstanceUid: '1.2.826.0.1.3680043.10.9999.77', territory: 'hainaut-cambresis', establishment: 'fourmies', establishmentName: 'Fourmies',
    accessionNumber: null, images: 214, receivedAt: new Date(started - 7 * minute).toISOString(),
    exam: { modality: 'CT', bodyPart: 'CHEST', description: 'Scanner thoracique', priors: null },
    patient: { familyName: 'INCONNU-TEST', givenName: 'Sam', birthDate: '1960-04-04', sex: 'M', patientId: 'IPP-1', ins: null, identity: 'conflict' }, why: 'ambiguous',
  });

  const publish = (territoryId, cases, more = {}) => {
    const from = world.sequence;
    world.sequence += 1;
    for (const one of cases) {
      one.sequence = world.sequence;
      world.cases.set(one.id, one);
    }
    for (const client of world.clients) {
      if (client.joined?.territory !== territoryId) {
        continue;
      }
      client.call('Changes', {
        territory: territoryId, from: client.seen, to: world.sequence, cases: cases.map((one) => seenBy(client, one)).filter(Boolean), removed: [],
        readers: [], orphans: [], orphansGone: [], noticesGone: [], last24Hours: null, ...more,
      });
      client.seen = world.sequence;
    }
    void from;
  };
  const notify = (kind, one, text, wanted) => {
    const notice = { id: `notice-${(world.number += 1)}`, sequence: world.sequence, kind, caseId: one.id, urgency: one.urgency, at: new Date(now()).toISOString(), dueAt: one.dueAt, text, repeat: 0 };
    world.notices.set(notice.id, { notice, wanted, territory: one.territory });
    for (const client of world.clients) if (client.joined?.territory === one.territory && wanted(client)) client.call('Notice', notice);
  };
  const offer = (one, readerId) => {
    const found = world.territories.find((each) => each.id === one.territory).readers.find((each) => each.id === readerId);
    Object.assign(one, { status: 'offered', reader: readerId, readerName: found.name, assignedAt: new Date(now()).toISOString(), offerExpiresAt: new Date(now() + 3 * minute).toISOString(), noReader: false });
    publish(one.territory, [{ ...one }]);
    const letter = { vital: 'U1', urgent: 'U2', 'semi-urgent': 'U3', scheduled: 'P' }[one.urgency];
    notify('case-assigned', one, `${letter} – ${one.establishmentName} – ${one.exam.description} : affecté à vous`, (client) => client.session.reader === readerId);
  };
  /** As when the network is cut: nobody is heard, nobody gets in again. */
  const goDown = () => {
    world.silent = true;
    for (const client of world.clients) client.socket.terminate();
  };
  const game = { world, publish, notify, offer, now, makeCase, goDown };
  const server = createServer((request, response) => {
    answer(game, request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  listen(game, server);
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  const beat = setInterval(() => {
    if (world.silent) return;
    for (const client of world.clients) if (client.joined) client.call('Beat', { sequence: client.seen, serverTime: new Date(now()).toISOString() });
  }, 1_000);
  const life = living ? setInterval(() => live(game), 4_000) : undefined;
  const stop = () => {
    clearInterval(beat);
    clearInterval(life);
    for (const client of world.clients) client.socket.terminate();
    return new Promise((resolve) => server.close(resolve));
  };
  return { ...game, url: `http://127.0.0.1:${server.address().port}`, stop };
}

function seenBy(client, one) {
  const { session, joined } = client;
  if (session.establishments.length > 0 && !session.establishments.includes(`${one.territory}/${one.establishment}`)) return null;
  if (joined.view === 'provider') return one.external == null ? null : one;
  if (joined.view !== 'wallboard') return one;
  return { ...one, patient: null, clinical: null, report: null, protocol: null, accessionNumber: null, readerName: one.reader === null ? null : one.readerName.replace('Dr ', '').slice(0, 2).toUpperCase() };
}

function sessionOf(world, request) {
  const id = /pimm-session=([^;]+)/u.exec(request.headers.cookie ?? '')?.[1];
  return id === undefined ? undefined : world.sessions.get(id);
}

async function answer(game, request, response) {
  const { world } = game;
  const url = new URL(request.url, 'http://fake');
  const json = (status, body, headers = {}) => response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers }).end(JSON.stringify(body));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 && (request.headers['content-type'] ?? '').includes('json') ? JSON.parse(Buffer.concat(chunks)) : {};
  const path = url.pathname;
  if (!path.startsWith('/api/') && !path.startsWith('/hubs/')) return serveFile(path, response);
  if (path === '/api/session' && request.method === 'POST') {
    const known = accounts[body.user];
    if (known === undefined || body.password !== 'demo') return json(401, { status: 401, code: 'wrong-credentials', title: 'Identifiant ou mot de passe incorrect.' });
    const id = Math.random().toString(36).slice(2);
    world.sessions.set(id, { user: body.user, ...known });
    return response.writeHead(204, { 'set-cookie': `pimm-session=${id}; Path=/; HttpOnly; SameSite=Strict` }).end();
  }
  const session = sessionOf(world, request);
  if (session === undefined) return json(401, { status: 401, code: 'signed-out', title: 'Session expirée.' });
  if (path === '/api/session') {
    if (request.method !== 'DELETE') return json(200, session);
    for (const [id, one] of world.sessions) if (one === session) world.sessions.delete(id);
    return response.writeHead(204).end();
  }
  if (path === '/hubs/dispatch/negotiate' && world.silent) return json(503, { status: 503, code: 'down', title: 'Indisponible.' });
  if (path === '/hubs/dispatch/negotiate') {
    return json(200, { negotiateVersion: 1, connectionId: 'fake', connectionToken: 'fake', availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }] });
  }
  const handovers = /^\/api\/territories\/([^/]+)\/handovers(?:\/([^/]+)\/(accept|decline))?$/u.exec(path);
  if (handovers !== null && handovers[2] !== undefined) return answerHandover(world, session, { id: handovers[2], what: handovers[3] }, body, game.now(), json);
  if (handovers !== null) return json(200, world.handovers.filter((one) => session.roles[0] !== 'provider' || one.provider !== null).map((one) => handoverDto(one, game.now())));
  if (path.includes('/rehearsals')) return answerRehearsals(world, { path, method: request.method, body, session }, game.now(), json, response);
  if (path.endsWith('/forecast')) return json(200, makeForecast(world, path.split('/')[3], url.searchParams, game.now()));
  if (path.endsWith('/providers')) return json(200, [{ id: 'externe', name: 'Société externe', lanes: 2, capacityLeft: 6, laneFreeAt: new Date(game.now()).toISOString(), centsPerExam: 0, read: 12, returned: 1, queue: [] }]);
  if (path === '/api/me/alerts') return json(200, myAlerts(world.alerts));
  if (path.startsWith('/api/me/contacts')) return answerContacts(world.alerts, { path, method: request.method, body }, json, response);
  if (path.endsWith('/alerts')) return json(200, territoryAlerts(world.alerts, path.split('/')[3], world.roster.readers, game.now()));
  if (/\/(roster|equity|duties|absences|gaps)\b/u.test(path)) return answerRoster(game, { path, method: request.method, body, session, query: url.searchParams }, json, response);
  return answerApi(game, { path, method: request.method, body, session }, json, response);
}

function answerApi(game, { path, method, body, session }, json, response) {
  const { world } = game;
  if (path === '/api/territories') return json(200, world.territories);
  if (path === '/api/me/presence' && method === 'PUT') {
    for (const territory of world.territories) {
      const me = territory.readers.find((one) => one.id === session.reader);
      if (me === undefined) continue;
      me.presence = body.presence;
      game.publish(territory.id, [], { readers: [me] });
    }
    return response.writeHead(204).end();
  }
  if (path === '/api/requests' && method === 'POST') {
    const territory = world.territories.find((one) => one.id === body.territory);
    const made = game.makeCase((world.number += 1), territory, body.establishment, 0, body.urgency, 'requested', 0, game.now(), {
      specialty: body.specialty ?? 'general', region: body.region, requestedAt: new Date(game.now()).toISOString(),
      exam: { modality: body.modality, bodyPart: null, description: body.description, priors: null },
      patient: { ...body.patient, identity: 'provisional' },
      clinical: { indication: body.indication, question: body.question, allergies: body.allergies, creatinine: body.creatinine, pregnancy: body.pregnancy, weightKg: body.weightKg, requester: session.name, callBack: body.callBack },
    });
    game.publish(body.territory, [made]);
    return json(201, made);
  }
  const found = /^\/api\/cases\/([^/]+)\/(timeline|decisions)$/u.exec(path);
  const one = found === null ? undefined : world.cases.get(decodeURIComponent(found[1]));
  if (one !== undefined && found[2] === 'timeline') return json(200, timelineOf(one));
  if (one !== undefined) return json(200, decisionsOf(one));
  const orphan = /^\/api\/territories\/([^/]+)\/orphans\/([^/]+)\/(open|attach)$/u.exec(path);
  if (orphan !== null) {
    world.orphans.delete(orphan[2]);
    game.publish(orphan[1], [], { orphansGone: [orphan[2]] });
    return response.writeHead(204).end();
  }
  return json(404, { status: 404, code: 'not-found', title: 'Introuvable.' });
}

function answerRoster({ world, now }, { path, method, body, session, query }, json, response) {
  const state = world.roster;
  const [, territory, rest] = /^\/api\/territories\/([^/]+)\/(.*)$/u.exec(path);
  const done = () => response.writeHead(204).end();
  if (rest === 'roster') {
    if (world.rosterDown) return json(503, { status: 503, code: 'territory-unavailable', title: 'Territoire indisponible.' });
    const from = Date.parse(query.get('from') ?? new Date(now()).toISOString());
    return json(200, makeRoster(state, territory, from, Date.parse(query.get('to') ?? new Date(from + 60 * 1440 * minute).toISOString()), now()));
  }
  if (rest === 'equity') return json(200, makeEquity(state, territory, Number(query.get('year'))));
  const reader = state.readers.find((one) => one.id === (body.reader ?? session.reader));
  const named = reader && { reader: reader.id, readerName: reader.name };
  const duty = state.duties.find((one) => one.id === rest.split('/')[1]);
  if (rest === 'duties') {
    const slot = makeRoster(state, territory, now() - 1440 * minute, now() + 60 * 1440 * minute, now()).slots.find((one) => one.id === body.slot);
    if (state.absences.some((one) => one.reader === reader.id && one.from < slot.until && slot.from < one.until)) return json(409, { status: 409, code: 'reader-absent', title: 'Radiologue absent sur cette période.' });
    state.duties.push({ id: `duty-${(state.next += 1)}`, ...named, line: 'on-site', from: slot.from, until: slot.until, slot: slot.id, inPlaceOf: null });
    return json(200, reader);
  }
  if (rest.endsWith('/take-over')) {
    Object.assign(duty, named, { id: `duty-${(state.next += 1)}`, inPlaceOf: duty.id });
    return json(200, reader);
  }
  if (rest.startsWith('duties/') && method === 'DELETE') {
    state.duties = state.duties.filter((one) => one !== duty);
    return done();
  }
  if (rest === 'absences') {
    state.absences.push({ id: `leave-${(state.next += 1)}`, ...named, from: body.from, until: body.until });
    return json(200, state.absences.at(-1));
  }
  if (rest.startsWith('absences/')) state.absences = state.absences.filter((one) => one.id !== rest.split('/')[1]);
  if (rest === 'gaps/external') for (const slot of body.slots) state.given.set(slot, { provider: body.provider, reason: body.reason });
  if (rest === 'gaps/take-back') for (const slot of body.slots) state.given.delete(slot);
  return done();
}

async function serveFile(path, response) {
  const file = normalize(join(dist, path === '/' ? 'index.html' : path));
  const wanted = file.startsWith(dist) && extname(file) !== '' ? file : join(dist, 'index.html');
  const text = await readFile(wanted).catch(() => null);
  if (text === null) return response.writeHead(404).end();
  return response.writeHead(200, { 'content-type': types[extname(wanted)] ?? 'application/octet-stream', 'content-security-policy': policy }).end(text);
}

function listen(game, server) {
  const { world } = game;
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    const session = sessionOf(world, request);
    if (session === undefined) return socket.destroy();
    return sockets.handleUpgrade(request, socket, head, (ws) => {
      const client = { socket: ws, session, joined: null, seen: 0, call: (target, ...args) => ws.send(JSON.stringify({ type: 1, target, arguments: args }) + record) };
      world.clients.add(client);
      ws.on('close', () => world.clients.delete(client));
      ws.on('message', (data) => {
        for (const text of data.toString().split(record)) if (text !== '') receive(game, client, JSON.parse(text));
      });
    });
  });
}

function receive(game, client, message) {
  if (message.protocol !== undefined) return client.socket.send(`{}${record}`);
  if (message.type !== 1) return undefined;
  const done = (result) => client.socket.send(JSON.stringify({ type: 3, invocationId: message.invocationId, result }) + record);
  const [body] = message.arguments;
  if (message.target === 'Join') return joinView(game, client, body, done);
  if (message.target === 'Acknowledge') {
    game.world.notices.delete(body.noticeId);
    return done({ done: true, case: null, code: null, title: null, reader: null });
  }
  const known = game.world.outcomes.get(body.commandId) ?? act(game, client.session, body);
  game.world.outcomes.set(body.commandId, known);
  return done(known);
}

function joinView(game, client, body, done) {
  const { world } = game;
  client.joined = body;
  client.seen = world.sequence;
  const territory = world.territories.find((one) => one.id === body.territory);
  const time = new Date(game.now()).toISOString();
  if (body.after !== world.sequence) {
    client.call('Snapshot', {
      territory: body.territory, view: body.view, sequence: world.sequence, serverTime: time,
      cases: [...world.cases.values()].filter((one) => one.territory === body.territory).map((one) => seenBy(client, one)).filter(Boolean),
      readers: body.view === 'provider' ? [] : territory.readers, orphans: body.view === 'coordination' ? [...world.orphans.values()].filter((one) => one.territory === body.territory) : [],
      notices: [...world.notices.values()].filter((one) => one.territory === body.territory && one.wanted(client)).map((one) => one.notice),
      last24Hours: makeStatistics(game.now()), message: world.message,
    });
  }
  return done({ sequence: world.sequence, resumed: body.after === world.sequence, serverTime: time });
}

function act(game, session, { caseId, action, body }) {
  const one = game.world.cases.get(caseId);
  const refuse = (code, title, reader = null) => ({ done: false, case: null, code, title, reader });
  if (one === undefined) return refuse('unknown-case', 'Dossier inconnu.');
  const time = new Date(game.now()).toISOString();
  const me = { reader: session.reader, readerName: session.name };
  if ((action === 'claim' || action === 'accept') && one.acceptedAt !== null) return refuse('already-taken', 'Dossier déjà pris en charge.', one.reader);
  const report = (state) => ({ state, version: (one.report?.version ?? 0) + 1, text: body.text, by: session.name, at: time, addenda: [] });
  const patches = {
    claim: { status: 'accepted', acceptedAt: time, assignedAt: time, offerExpiresAt: null, noReader: false, ...me },
    accept: { status: 'accepted', acceptedAt: time, offerExpiresAt: null, ...me },
    decline: { status: 'to-read', reader: null, readerName: null, assignedAt: null, offerExpiresAt: null },
    release: { status: 'to-read', reader: null, readerName: null, assignedAt: null, acceptedAt: null },
    hold: { status: 'on-hold', heldUntil: body?.until, reason: body?.reason }, resume: { status: 'accepted', heldUntil: null },
    validate: { status: 'to-protocol' }, protocol: { status: 'protocolled', protocol: body?.text },
    refuse: { status: 'cancelled', reason: body?.reason }, cancel: { status: 'cancelled', reason: body?.reason },
    'images-complete': { status: 'to-read', imagesCompleteAt: time, clockStartedAt: time, dueAt: new Date(game.now() + 45 * minute).toISOString() },
    preliminary: { status: 'preliminary', preliminaryAt: time, report: body && report('preliminary') },
    sign: { status: 'signed', signedAt: time, report: body && report('signed') },
    critical: { critical: { text: body?.text, by: session.name, at: time, confirmedBy: null, confirmedAt: null } },
    acknowledge: one.critical !== null && one.critical.confirmedAt === null ? { critical: { ...one.critical, confirmedBy: session.name, confirmedAt: time } } : { status: 'acknowledged', acknowledgedAt: time },
    urgency: { urgency: body?.urgency, specialty: body?.specialty, region: body?.region, derived: false },
    externalise: { status: 'externalised', reader: body?.provider, readerName: body?.provider },
    reassign: { status: 'offered', reader: body?.reader, readerName: body?.reader },
    addendum: { report: one.report && { ...one.report, addenda: [...one.report.addenda, { text: body?.text, by: session.name, at: time }] } },
  };
  const after = { ...one, ...patches[action] };
  game.publish(one.territory, [after]);
  return { done: true, case: after, code: null, title: null, reader: null };
}

/** One small thing of an evening: images grow, virtual readers take and sign, new cases come. */
function live(game) {
  const { world } = game;
  const here = [...world.clients].map((client) => client.session.reader);
  for (const territory of world.territories) {
    const cases = [...world.cases.values()].filter((one) => one.territory === territory.id);
    const arriving = cases.find((one) => one.status === 'images-arriving');
    if (arriving !== undefined) {
      const images = Math.min(arriving.images + 60, arriving.imagesExpected);
      const time = new Date(game.now()).toISOString();
      const complete = images === arriving.imagesExpected ? { status: 'to-read', imagesCompleteAt: time, clockStartedAt: time, dueAt: new Date(game.now() + 20 * minute).toISOString() } : {};
      game.publish(territory.id, [{ ...arriving, images, ...complete }]);
    }
    const taken = cases.find((one) => one.status === 'offered' && !here.includes(one.reader));
    if (taken !== undefined) game.publish(territory.id, [{ ...taken, status: 'accepted', acceptedAt: new Date(game.now()).toISOString(), offerExpiresAt: null }]);
    if (Math.random() < 0.2) {
      const sites = territory.establishments.filter((one) => one.state === 'connected');
      const number = (world.number += 1);
      const urgency = number % 7 === 0 ? 'vital' : number % 5 === 0 ? 'semi-urgent' : 'urgent';
      game.publish(territory.id, [makeCase(number, territory, sites[number % sites.length].id, number, urgency, 'images-arriving', 0, game.now())]);
    }
    const waiting = cases.find((one) => one.status === 'to-read');
    if (waiting !== undefined && Math.random() < 0.25) game.offer({ ...waiting }, territory.readers[world.number % 3].id);
  }
}

function timelineOf(one) {
  const steps = [['case.requested', one.requestedAt, one.clinical?.requester ?? 'DICOM', 'Demande reçue'], ['case.images-first', one.imagesFirstAt, 'DICOM', 'Premières images'], ['case.images-complete', one.imagesCompleteAt, 'DICOM', `Images complètes (${one.images})`], ['case.assigned', one.assignedAt, 'Répartition', `Affecté à ${one.readerName}`], ['case.accepted', one.acceptedAt, one.readerName, 'Pris en charge'], ['case.preliminary', one.preliminaryAt, one.readerName, 'Compte rendu provisoire'], ['case.signed', one.signedAt, one.readerName, 'Compte rendu validé'], ['case.acknowledged', one.acknowledgedAt, 'Urgences', 'Lu']];
  return steps.filter(([, at]) => at !== null).map(([type, at, by, text], index) => ({ sequence: index + 1, at, by, type, text }));
}

function decisionsOf(one) {
  if (one.assignedAt === null) return [];
  return [{
    sequence: 1, at: one.assignedAt, caseId: one.id, policy: 'e', reader: one.reader, readerName: one.readerName, text: 'Spécialiste disponible, charge la plus faible du groupe.',
    terms: [{ code: 'delay', milli: 4210, text: 'Délai gagné avant l’échéance' }, { code: 'mismatch', milli: -50, text: 'Spécialité voisine' }, { code: 'load', milli: -320, text: 'Charge au-dessus de la moyenne' }],
    others: [{ reader: 'radiologue4', readerName: 'Dr Delta', code: 'away', text: 'En pause' }, { reader: 'radiologue3', readerName: 'Dr Charlie', code: 'costlier', text: 'Aurait rendu 6 min plus tard' }, { reader: 'radiologue5', readerName: 'Dr Echo', code: 'off-duty', text: 'Pas de garde' }],
  }];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fake = await startFake({ port: Number(process.env.PORT ?? 21210) });
  console.log(`${fake.url}  (radiologue1, coordination, urgences, manipulateur … / demo)`);
}
