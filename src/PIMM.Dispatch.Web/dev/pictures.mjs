// Draws every page as a picture, to be looked at. Usage: npm run build && npm run pictures [-- name…]
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { startFake } from './fake-server.mjs';
import { makeRehearsal } from './rehearsals.mjs';

const folder = new URL('../test-output/pictures/', import.meta.url).pathname;
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 }, wide: { width: 1600, height: 900 }, tv: { width: 1920, height: 1080 } };
const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const only = process.argv.slice(2);

const id = (number) => `hainaut-cambresis.${number}`;
const click = (testId) => async (page) => page.getByTestId(testId).first().click();
const key = (name) => async (page) => page.keyboard.press(name);
const tab = (label) => async (page) => page.getByTestId('case-tabs').getByText(label).click();

/** Two cases are with the company: one to accept, one that it reads. */
const sentOut = (then) => async (page, fake) => {
  const levels = [{ level: 'local', why: 'too-late', overMinutes: 12, text: 'Équipe locale : 12 min après l’objectif' }];
  const sent = (number, acceptedAt) => ({ ...fake.world.cases.get(id(number)), status: 'externalised', reader: null, readerName: null, external: { provider: 'externe', providerName: 'Société externe', sentAt: new Date(fake.now() - 300_000).toISOString(), acceptedAt, decidedBy: 'dispatcher', levels, text: '' } });
  fake.publish('hainaut-cambresis', [sent(1003, null), sent(1004, new Date(fake.now() - 120_000).toISOString())]);
  await page.reload();
  await page.locator('[data-liveness=live]').first().waitFor();
  await then(page);
};

// name, account, size, appearance, address, what to do first
const shots = [
  ['sign-in', null, 'desk', 'dark', '/liste'],
  ['sign-in-phone', null, 'phone', 'light', '/liste'],
  ['sign-in-wrong', null, 'desk', 'dark', '/liste', async (page) => {
    await page.getByTestId('sign-in-user').fill('radiologue1');
    await page.getByTestId('sign-in-password').fill('faux');
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('sign-in-failure').waitFor();
  }],
  ['list-dark', 'radiologue1', 'desk', 'dark', '/liste'],
  ['list-offer', 'radiologue1', 'desk', 'dark', '/liste', async (page, fake) => {
    fake.offer({ ...fake.world.cases.get(id(1001)) }, 'radiologue1');
    await page.getByTestId('offer').waitFor();
  }],
  ['list-away', 'radiologue1', 'desk', 'light', '/liste', async (page) => {
    await page.getByTestId('presence').click();
    await page.getByTestId('presence-away').click();
    await page.getByTestId('absence').waitFor();
  }],
  ['list-away-phone', 'radiologue1', 'phone', 'dark', '/liste', async (page) => {
    await page.getByTestId('presence').click();
    await page.getByTestId('presence-away').click();
    await page.getByTestId('absence').waitFor();
  }],
  ['list-light', 'radiologue1', 'desk', 'light', '/liste'],
  ['list-dim', 'radiologue1', 'tv', 'dim', `/liste?cas=${id(1001)}`],
  ['case-request', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1004)}`],
  ['case-beside', 'radiologue1', 'wide', 'dark', `/liste?cas=${id(1005)}`],
  ['case-report', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1005)}`],
  ['case-why', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1005)}`, tab('Pourquoi')],
  ['case-timeline', 'radiologue1', 'desk', 'light', `/liste?onglet=termines&cas=${id(1016)}`, tab('Chronologie')],
  ['ahead', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1004)}`, click('ahead')],
  ['ahead-light', 'coordination', 'desk', 'light', `/liste?cas=${id(1003)}`, async (page, fake) => {
    const heard = fake.world.cases.get(id(1003));
    const until = new Date(fake.now() + 540_000).toISOString();
    const expiry = { at: until, kind: 'acknowledgement-expires', step: null, to: ['present'], moves: false };
    fake.publish('hainaut-cambresis', [{ ...heard, escalation: { ...heard.escalation, acknowledgedBy: 'radiologue2', acknowledgedUntil: until, next: [expiry, ...heard.escalation.next.map((one) => ({ ...one, at: new Date(Date.parse(one.at) + (one.kind === 'step' ? 540_000 : 0)).toISOString() }))].sort((a, b) => a.at.localeCompare(b.at)) } }]);
    await page.getByTestId('ahead').click();
    await page.getByTestId('ahead-heard').waitFor();
  }],
  ['parts', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1031)}`],
  ['parts-share', 'radiologue1', 'wide', 'light', `/liste?cas=${id(1031)}`, click('parts-share')],
  ['parts-phone', 'radiologue1', 'phone', 'dark', `/liste?cas=${id(1032)}`],
  ['flag', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1004)}`],
  ['flag-lift', 'coordination', 'desk', 'light', `/liste?cas=${id(1004)}`, click('flag-lift')],
  ['flag-phone', 'radiologue1', 'phone', 'dark', '/liste'],
  ['flag-case-phone', 'radiologue1', 'phone', 'light', `/liste?cas=${id(1004)}`],
  ['ahead-phone', 'radiologue1', 'phone', 'dark', `/liste?cas=${id(1004)}`, click('ahead')],
  ['bell-condition', 'coordination', 'desk', 'light', '/liste', async (page, fake) => {
    for (const number of [1003, 1004, 1006, 1008, 1009]) {
      const one = fake.world.cases.get(id(number));
      fake.notify('no-reader', one, `Aucun radiologue disponible : ${one.establishmentName}`, () => true);
    }
    const waiting = fake.world.cases.get(id(1003));
    fake.notify('escalated', waiting, `Dossier toujours sans radiologue : Urgence U2 – ${waiting.establishmentName} – ${waiting.exam.description}`, () => true);
    await page.getByTestId('bell').click();
  }],
  ['case-hold', 'radiologue1', 'desk', 'dark', `/liste?cas=${id(1005)}`, click('action-hold')],
  ['bell', 'radiologue1', 'desk', 'dark', '/liste', click('bell')],
  ['palette', 'radiologue1', 'desk', 'dark', '/liste', key('Control+k')],
  ['keys', 'radiologue1', 'desk', 'light', '/liste', key('?')],
  ['orphans', 'coordination', 'desk', 'light', '/liste'],
  ['user-menu', 'coordination', 'desk', 'dark', '/liste', click('user-menu')],
  ['batch', 'coordination', 'desk', 'light', '/liste', click('batch-open')],
  ['filters', 'radiologue1', 'desk', 'dark', '/liste?urgence=vital,urgent&site=denain', click('more-filters')],
  ['empty', 'radiologue1', 'desk', 'dark', '/liste?q=introuvable'],
  ['list-stale', 'radiologue1', 'desk', 'dark', '/liste', async (page, fake) => {
    fake.goDown();
    await page.clock.fastForward(20_000);
    await page.getByTestId('stale-banner').waitFor();
  }],
  ['wall-aging', 'coordination', 'tv', 'dark', '/mur', async (page, fake) => {
    fake.goDown();
    await page.clock.fastForward(45_000);
    await page.locator('[data-testid=wall][data-state=aging]').waitFor();
  }],
  ['wall-dead', 'coordination', 'tv', 'dark', '/mur', async (page, fake) => {
    fake.goDown();
    await page.clock.fastForward(150_000);
    await page.getByTestId('wall-dead').waitFor();
  }],
  ['list-500', 'radiologue1', 'desk', 'dark', '/liste', async (page, fake) => {
    const territory = fake.world.territories[0];
    const many = Array.from({ length: 500 }, (_, index) => fake.makeCase(3_000 + index, territory, 'denain', index, index % 9 === 0 ? 'scheduled' : 'urgent', 'to-read', index % 40, fake.now()));
    fake.publish('hainaut-cambresis', many);
    await page.getByTestId('row-count').getByText('515').waitFor();
    const frames = await page.evaluate(async () => {
      const table = document.querySelector('[data-testid=case-table]');
      const spans = [];
      let before = performance.now();
      for (let step = 0; step < 60; step += 1) {
        table.scrollTop = step * 300;
        await new Promise((done) => requestAnimationFrame(done));
        spans.push(performance.now() - before);
        before = performance.now();
      }
      return spans.sort((a, b) => a - b).at(-4);
    });
    console.log(`list-500: a frame of scrolling takes ${Math.round(frames)} ms (95th percentile)`);
  }],
  ['list-phone', 'radiologue1', 'phone', 'dark', '/liste'],
  ['critical-call', 'coordination', 'desk', 'light', `/liste?cas=${id(1005)}`, async (page, fake) => {
    const at = new Date(fake.now() - 660_000).toISOString();
    const call = [{ label: 'Urgences (numéro fictif)', number: '00 00 00 00 00' }];
    fake.publish('hainaut-cambresis', [{ ...fake.world.cases.get(id(1005)), critical: { text: 'Hématome sous-dural compressif.', by: 'radiologue1', at, confirmedBy: null, confirmedAt: null, call } }]);
    await tab('Compte rendu')(page);
    await page.getByTestId('critical-call').waitFor();
  }],
  ['case-phone', 'radiologue1', 'phone', 'dark', `/liste?cas=${id(1005)}`],
  ['wall', 'coordination', 'tv', 'dark', '/mur?distance=5'],
  ['wall-3', 'coordination', 'tv', 'dark', '/mur?distance=3'],
  ['wall-no-alarm', 'coordination', 'tv', 'dark', '/mur', async (page, fake) => {
    fake.publish('hainaut-cambresis', [{ ...fake.world.cases.get(id(1006)), noReader: false }]);
    await page.getByTestId('wall-strip').waitFor();
  }],
  ['wall-takeover', 'coordination', 'tv', 'dark', '/mur', async (page, fake) => {
    const at = new Date(fake.now()).toISOString();
    fake.publish('hainaut-cambresis', [{ ...fake.world.cases.get(id(1014)), status: 'to-read', imagesCompleteAt: at, clockStartedAt: at, dueAt: new Date(fake.now() + 1_200_000).toISOString() }]);
    await page.getByTestId('wall-takeover').waitFor();
  }],
  ['wall-pattern', 'coordination', 'tv', 'dark', '/mur?essai=1'],
  ['requests', 'urgences', 'desk', 'light', '/demandes'],
  ['requests-dark', 'urgences', 'desk', 'dark', '/demandes'],
  ['requests-phone', 'urgences', 'phone', 'light', '/demandes'],
  ['request-new', 'urgences', 'desk', 'light', '/demandes/nouvelle', click('request-urgency-urgent')],
  ['request-new-phone', 'urgences', 'phone', 'light', '/demandes/nouvelle'],
  ['request-faults', 'urgences', 'phone', 'dark', '/demandes/nouvelle', click('request-submit')],
  ['critical-phone', 'urgences', 'phone', 'light', '/demandes', async (page, fake) => {
    fake.publish('hainaut-cambresis', [{ ...fake.world.cases.get(id(1016)), critical: { text: 'Hématome extra-dural temporal gauche, effet de masse. Avis neurochirurgical immédiat.', by: 'Dr Alpha', at: new Date(fake.now()).toISOString(), confirmedBy: null, confirmedAt: null } }]);
    await page.getByTestId('critical-dialog').waitFor();
  }],
  ['exams-phone', 'manipulateur', 'phone', 'light', '/demandes'],
  ['exams', 'manipulateur', 'desk', 'dark', '/demandes'],
];

const openGap = async (page) => {
  await page.getByTestId('roster-gaps').click();
  await page.locator('[data-testid=roster-block]:focus, [data-testid=roster-entry]:focus').click();
  await page.getByTestId('slot-drawer').waitFor();
};
const rosterShown = async (page) => page.locator('[data-testid=roster-block], [data-testid=roster-entry]').first().waitFor();
shots.push(
  ['roster-dark', 'coordination', 'desk', 'dark', '/planning', rosterShown],
  ['roster-light', 'radiologue1', 'desk', 'light', '/planning', rosterShown],
  ['roster-weeks', 'coordination', 'desk', 'light', '/planning?semaines=2', rosterShown],
  ['roster-gap', 'coordination', 'desk', 'dark', '/planning', openGap],
  ['roster-refused', 'coordination', 'desk', 'light', '/planning', async (page, fake) => {
    const { monday, readers } = fake.world.roster;
    fake.world.roster.absences.push({ id: 'leave-9', reader: readers[0].id, readerName: readers[0].name, from: `${monday}T00:00:00Z`, until: new Date(Date.parse(monday) + 60 * 86_400_000).toISOString() });
    await openGap(page);
    await page.getByTestId('act-put').click();
    await page.getByTestId('form-reader').click();
    await page.getByRole('option', { name: /Dr Alpha/u }).click();
    await page.getByTestId('form-submit').click();
    await page.getByTestId('refusal').waitFor();
  }],
  ['roster-take-over', 'radiologue1', 'desk', 'dark', '/planning', async (page) => {
    await rosterShown(page);
    await page.locator('[data-testid=roster-block][data-mine=false][data-over=false][data-state=covered]').first().click();
    await page.getByTestId('act-take-over').click();
    await page.getByTestId('form-reason').fill('Échange convenu par téléphone');
  }],
  ['roster-equity', 'coordination', 'desk', 'dark', '/planning', async (page) => {
    await page.getByTestId('roster-equity').click();
    await page.getByTestId('equity-reader').first().waitFor();
  }],
  ['roster-leave', 'coordination', 'desk', 'light', '/planning', click('roster-leave')],
  ['roster-failed', 'coordination', 'desk', 'dark', '/planning', async (page, fake) => {
    fake.world.rosterDown = true;
    await page.getByTestId('roster-next').click();
    await page.getByTestId('roster-failed').waitFor();
  }],
  ['roster-phone', 'radiologue1', 'phone', 'light', '/planning', rosterShown],
  ['roster-phone-gap', 'coordination', 'phone', 'dark', '/planning', openGap],
  ['roster-phone-equity', 'radiologue1', 'phone', 'dark', '/planning', async (page) => {
    await page.getByTestId('roster-equity').click();
    await page.getByTestId('equity-reader').first().waitFor();
  }],
);

const offered = async (page, fake) => {
  fake.world.offerHandovers();
  fake.publish('hainaut-cambresis', []);
  await page.getByTestId('handover').first().waitFor({ timeout: 20_000 });
};
shots.push(
  ['handover', 'coordination', 'desk', 'dark', '/liste', async (page, fake) => {
    await offered(page, fake);
    await page.locator('[data-handover=h1] summary').click();
  }],
  ['handover-light', 'coordination', 'desk', 'light', '/liste', async (page, fake) => {
    await offered(page, fake);
    await page.locator('[data-handover=h1] [data-testid=handover-accept]').click();
    await page.locator('[data-handover=h1][data-status=accepted]').waitFor();
  }],
  ['handover-reader', 'radiologue1', 'desk', 'dark', '/liste', offered],
  ['handover-refused', 'radiologue1', 'phone', 'dark', '/liste', async (page, fake) => {
    await offered(page, fake);
    await page.getByTestId('handover-decline').click();
    await page.getByTestId('handover-reason').fill('refus');
    await page.getByTestId('handover-decline-send').click();
    await page.getByTestId('refusal').waitFor();
  }],
  ['handover-start', 'coordination', 'desk', 'light', '/liste', click('team-radiologue2')],
  ['provider', 'externe', 'desk', 'light', '/liste', async (page, fake) => {
    fake.world.offerHandovers();
    await page.reload();
    await page.getByTestId('handover').first().waitFor();
  }],
  ['provider-case', 'externe', 'desk', 'dark', '/liste', sentOut(async (page) => page.locator(`[id="case-${id(1003)}"]`).click())],
  ['provider-phone', 'externe', 'phone', 'light', '/liste', sentOut(async (page) => page.getByTestId('provider-footer').waitFor())],
);

const forecast = async (page) => {
  await page.getByTestId('roster-forecast').click();
  await page.getByTestId('forecast-basis').waitFor();
};
const forecastThin = async (page, fake) => {
  fake.world.forecastThin = true;
  await forecast(page);
};
shots.push(
  ['forecast', 'coordination', 'desk', 'dark', '/planning', forecast],
  ['forecast-light', 'radiologue1', 'wide', 'light', '/planning', forecast],
  ['forecast-none', 'coordination', 'desk', 'light', '/planning', forecastThin],
  ['forecast-assumed', 'coordination', 'desk', 'dark', '/planning', async (page, fake) => {
    await forecastThin(page, fake);
    await page.getByTestId('forecast-assumed').fill('4');
    await page.getByTestId('forecast-assume').click();
    await page.getByTestId('forecast-slot').first().waitFor();
  }],
  ['forecast-phone', 'coordination', 'phone', 'dark', '/planning', forecast],
  ['forecast-phone-light', 'radiologue1', 'phone', 'light', '/planning', forecast],
);

const played = (asked, more) => async (page, fake) => {
  fake.world.rehearsals.push(makeRehearsal(fake.world, fake.now(), asked, more));
  await page.reload();
  await page.locator('[data-testid^=rehearsal-result], [data-testid=rehearsal-progress], [data-testid=rehearsal-ended]').first().waitFor();
};
shots.push(
  ['rehearsal', 'coordination', 'desk', 'dark', '/rejouer', played({ readersMore: 1 })],
  ['rehearsal-light', 'regulateur', 'wide', 'light', '/rejouer', async (page, fake) => {
    await played({ policy: 'e', external: 'closed', weights: { overflowMilli: 750, holdMilli: null, expertWaitMinutes: null, loadMilli: null, interruptionsMax: null } })(page, fake);
    await page.getByTestId('rehearsal-weights').click();
  }],
  ['rehearsal-cases', 'coordination', 'desk', 'light', '/rejouer', async (page, fake) => {
    await played({ readersMore: 1 })(page, fake);
    await page.getByTestId('rehearsal-most').scrollIntoViewIfNeeded();
  }],
  ['rehearsal-phone-cases', 'coordination', 'phone', 'dark', '/rejouer', async (page, fake) => {
    await played({ readersMore: 1 })(page, fake);
    await page.getByTestId('rehearsal-newlyLate').scrollIntoViewIfNeeded();
  }],
  ['rehearsal-none', 'qualite', 'desk', 'light', '/rejouer', async (page) => page.getByTestId('rehearsal-none').waitFor()],
  ['rehearsal-team', 'coordination', 'desk', 'dark', '/rejouer', async (page) => {
    await page.getByTestId('rehearsal-night').getByText('Une autre').click();
    await page.getByTestId('rehearsal-team').getByText('Choisir').click();
    await page.getByTestId('rehearsal-fault').waitFor();
  }],
  ['rehearsal-running', 'coordination', 'desk', 'dark', '/rejouer', async (page, fake) => {
    fake.world.rehearsalHeld = true;
    await played({ readersMore: -1 }, { state: 'playing', played: 14, endedAt: null, result: null })(page, fake);
    await page.getByTestId('rehearsal-play').click();
    await page.getByTestId('refusal').waitFor();
  }],
  ['rehearsal-failed', 'coordination', 'desk', 'light', '/rejouer', played({}, { state: 'failed', why: 'Aucun dossier signé dont les images sont de cette nuit.', result: null })],
  ['rehearsal-phone', 'coordination', 'phone', 'dark', '/rejouer', async (page, fake) => {
    await played({ readersMore: 1 })(page, fake);
    await page.getByTestId('rehearsal-result').scrollIntoViewIfNeeded();
  }],
  ['rehearsal-phone-form', 'qualite', 'phone', 'light', '/rejouer'],
);

const alertsShown = async (page) => page.getByTestId('ledger-line').first().waitFor();
shots.push(
  ['alerts', 'radiologue1', 'desk', 'dark', '/alertes', async (page) => {
    await alertsShown(page);
    await page.getByTestId('contact-test').first().click();
    await page.getByTestId('test-result').waitFor();
  }],
  ['alerts-light', 'radiologue1', 'desk', 'light', '/alertes', alertsShown],
  ['alerts-none', 'radiologue2', 'desk', 'dark', '/alertes', async (page, fake) => {
    Object.assign(fake.world.alerts, { channels: ['push'], contacts: [], lines: [] });
    await page.reload();
    await page.getByTestId('no-gateway-text').waitFor();
  }],
  ['alerts-people', 'coordination', 'desk', 'dark', '/alertes', async (page, fake) => {
    fake.world.alerts.failing = ['text'];
    await page.reload();
    await page.getByTestId('reachability').scrollIntoViewIfNeeded();
  }],
  ['alerts-phone', 'radiologue1', 'phone', 'light', '/alertes', alertsShown],
  ['alerts-phone-dark', 'radiologue1', 'phone', 'dark', '/alertes', async (page) => {
    await alertsShown(page);
    await page.getByTestId('ladder').first().scrollIntoViewIfNeeded();
  }],
  ['alerts-phone-people', 'coordination', 'phone', 'dark', '/alertes', async (page) => page.getByTestId('reachability').evaluate((card) => card.scrollIntoView())],
);

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
await mkdir(folder, { recursive: true });
let faults = 0;
for (const [name, user, size, appearance, address, first] of shots) {
  if (only.length > 0 && !only.some((one) => name.startsWith(one))) continue;
  const fake = await startFake({ living: false });
  const context = await browser.newContext({ viewport: sizes[size], locale: 'fr-FR', reducedMotion: 'reduce', hasTouch: size === 'phone' });
  await context.addInitScript((value) => localStorage.setItem('pimm.appearance', value), appearance);
  const page = await context.newPage();
  // Hours of silence are played in a moment.
  if (/stale|aging|dead/u.test(name)) await page.clock.install();
  page.on('console', (message) => {
    // A server that is away on purpose is no fault of the page.
    if (message.type() !== 'error' || /401|409|503|WebSocket/u.test(message.text())) return;
    faults += 1;
    console.log(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    faults += 1;
    console.log(`${name}: ${error.message}`);
  });
  if (user !== null) await context.request.post(`${fake.url}/api/session`, { data: { user, password: 'demo' } });
  await page.goto(fake.url + address, { waitUntil: 'load' });
  await page.locator('h1, [data-testid=wall]').first().waitFor({ state: 'attached' });
  if (user !== null && !address.includes('essai')) await page.locator('[data-liveness=live]').first().waitFor();
  try {
    await first?.(page, fake);
  } catch (error) {
    faults += 1;
    console.log(`${name}: ${error.message.split('\n')[0]}`);
  }
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}${name}.png` });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) console.log(`${name}: wider than the screen`);
  await context.close();
  await fake.stop();
}
await browser.close();
console.log(`${folder} (${faults} faults)`);
process.exitCode = faults > 0 ? 1 : 0;
