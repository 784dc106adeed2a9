// Shows what is pushed while no page is open, and lets its person act on it. There is no fetch handler: nothing
// of a page, and nothing of a patient, is ever kept here. What is pushed never names a patient.
const acknowledge = 'acknowledge';

self.addEventListener('push', (event) => {
  event.waitUntil(show(event.data?.json() ?? { notice: null, kind: 'test', text: '', at: Date.now() }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const message = event.notification.data;
  event.waitUntil(event.action === acknowledge ? heard(message) : open(message));
});

// A browser that changes its subscription by itself says so; the old one answers "gone" and is forgotten.
self.addEventListener('pushsubscriptionchange', (event) => {
  const options = event.oldSubscription?.options;
  if (options !== undefined) event.waitUntil(subscribeAgain(options));
});

async function show(message) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await self.registration.showNotification('PIMM Dispatch', {
    body: message.text,
    tag: message.notice ?? message.kind,
    renotify: true,
    // A page that is looked at rings by itself.
    silent: pages.some((one) => one.visibilityState === 'visible'),
    timestamp: new Date(message.at).getTime(),
    requireInteraction: message.urgency === 'vital',
    icon: '/icon.svg',
    data: message,
    actions: message.notice === null ? [] : [{ action: acknowledge, title: 'Accuser réception' }],
  });
}

/** Whoever is signed out has to sign in first: the page asks for it. */
async function heard(message) {
  const answer = await post('/api/acknowledgements', { notice: message.notice }).catch(() => null);
  if (answer === null || !answer.ok) await open(message);
}

function open(message) {
  // Whoever is told of a duty is asked to try out how to be reached on it.
  return self.clients.openWindow(message.caseId == null ? '/alertes' : `/?cas=${encodeURIComponent(message.caseId)}`);
}

async function subscribeAgain(options) {
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON();
  await post('/api/me/contacts', {
    channel: 'push',
    label: 'Navigateur',
    push: { endpoint, key: keys.p256dh, secret: keys.auth },
  });
}

function post(path, body) {
  return fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  });
}
