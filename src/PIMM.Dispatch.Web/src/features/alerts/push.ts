import { addContact } from '../../api/alerts';
import type { ContactDto, PushBody } from '../../contracts/alerts';
import { readSetting, writeSetting } from '../../ui/settings';

/** Which of the person's contacts this browser is. */
const settingName = 'push-contact';

/**
 * Why this browser can't be told while no page is open. `home-screen`: an iPhone does it only for a page
 * that was put there.
 */
export type PushObstacle = 'unsupported' | 'home-screen' | 'denied';

export function pushObstacle(): PushObstacle | null {
  const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!supported) return /iPhone|iPad/u.test(navigator.userAgent) ? 'home-screen' : 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : null;
}

export function ownContact(): string | null {
  return readSetting(settingName);
}

/** Asks the person, subscribes this browser, and tells the server; null when the person said no. */
export async function enablePush(key: string): Promise<ContactDto | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
  const manager = registration.pushManager;
  // A subscription to another key, of a node that was set up anew, is of no use.
  await (await manager.getSubscription())?.unsubscribe();
  const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const push = pushBody(subscription.toJSON());
  const contact = await addContact({ channel: 'push', label: deviceName(navigator.userAgent), push });
  writeSetting(settingName, contact.id);
  return contact;
}

/** This browser is told nothing any more, whatever the server thinks. */
export async function disablePush(): Promise<void> {
  writeSetting(settingName, null);
  const registration = await navigator.serviceWorker.getRegistration('/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

export function pushBody(subscription: PushSubscriptionJSON): PushBody {
  const { endpoint, keys } = subscription;
  const [key, secret] = [keys?.['p256dh'], keys?.['auth']];
  if (endpoint === undefined || key === undefined || secret === undefined)
    throw new Error('The subscription has no endpoint or no keys.');
  return { endpoint, key, secret };
}

const browsers = [
  ['Edge', /Edg\//u],
  ['Firefox', /Firefox\//u],
  ['Chrome', /Chrome\//u],
  ['Safari', /Safari\//u],
] as const;

const systems = [
  ['Android', /Android/u],
  ['iPhone', /iPhone/u],
  ['iPad', /iPad/u],
  ['Windows', /Windows/u],
  ['Mac', /Mac OS X/u],
  ['Linux', /Linux/u],
] as const;

/** By what its person knows it again: `Firefox – Windows`. */
export function deviceName(agent: string): string {
  const found = (list: readonly (readonly [string, RegExp])[]) => list.find(([, form]) => form.test(agent));
  return [found(browsers)?.[0], found(systems)?.[0]].filter((one) => one !== undefined).join(' – ') || '–';
}
