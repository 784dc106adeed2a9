import { useEffect, useSyncExternalStore } from 'react';
import type { NoticeDto } from '../../contracts/wire';
import { onNoticed } from '../../hub/signals';
import { readSetting, writeSetting } from '../../ui/settings';
import { conditionKey, ringsNow } from './conditions';
import { play, unlockSound } from './player';
import { parseSoundSettings, tonesFor, writeSoundSettings } from './sounds';
import type { SoundSettings } from './sounds';

interface Alerting {
  readonly settings: SoundSettings;
  /** The browser refused to sound because nobody touched the page yet. */
  readonly blocked: boolean;
  /** Cases whose sound was cut by hand: the next alarm of another case rings again. */
  readonly silenced: ReadonlySet<string>;
  /** The last text for those who listen to the screen. */
  readonly said: string;
}

const settingName = 'sound';
const watchers = new Set<() => void>();
let state: Alerting = {
  settings: parseSoundSettings(readSetting(settingName)),
  blocked: false,
  silenced: new Set(),
  said: '',
};

/** When each condition rang last. */
const rung = new Map<string, number>();

/** How many rings the page has made: for tests in a browser, which cannot hear. */
const rungAttribute = 'rung';

export function useAlerting(): Alerting {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

export function changeSound(part: Partial<SoundSettings>): void {
  const settings = { ...state.settings, ...part };
  writeSetting(settingName, writeSoundSettings(settings));
  change({ settings });
}

export function silence(caseId: string): void {
  change({ silenced: new Set([...state.silenced, caseId]) });
}

export async function enableSound(): Promise<void> {
  if (await unlockSound()) change({ blocked: false });
}

/** Rings, shows a desktop notification and speaks for each notice that arrives. */
export function useNoticeAlerts(open: (notice: NoticeDto) => void): void {
  useEffect(
    () =>
      onNoticed((notice) => {
        ring(notice);
        change({ said: notice.text });
        if (notice.repeat === 0) showOnDesktop(notice, open);
      }),
    [open],
  );
  useEffect(() => {
    const unlock = () => void enableSound();
    const gestures = ['pointerdown', 'keydown'] as const;
    for (const gesture of gestures) addEventListener(gesture, unlock, { once: true });
    return () => {
      for (const gesture of gestures) removeEventListener(gesture, unlock);
    };
  }, []);
}

function ring(notice: NoticeDto): void {
  const tones = tonesFor(notice, state.settings);
  const now = performance.now();
  const silenced = notice.caseId !== null && state.silenced.has(notice.caseId);
  if (tones.length === 0 || silenced || !ringsNow(rung, notice, now)) return;
  rung.set(conditionKey(notice), now);
  const { dataset } = document.documentElement;
  dataset[rungAttribute] = String(Number(dataset[rungAttribute] ?? '0') + 1);
  if (!play(tones, state.settings.volume)) change({ blocked: true });
}

/** Server texts of notices never carry a patient's name, so they may stand on a lock screen. */
function showOnDesktop(notice: NoticeDto, open: (notice: NoticeDto) => void): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted' || document.hasFocus())
    return;
  const shown = new Notification('PIMM Dispatch', {
    body: notice.text,
    tag: conditionKey(notice),
    requireInteraction: notice.urgency === 'vital',
    icon: '/icon.svg',
  });
  shown.onclick = () => {
    window.focus();
    shown.close();
    open(notice);
  };
}

function change(part: Partial<Alerting>): void {
  state = { ...state, ...part };
  for (const watcher of watchers) watcher();
}
