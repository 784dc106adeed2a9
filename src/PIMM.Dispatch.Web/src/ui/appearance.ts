import { useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from './settings';

/** `dim` is for the dark reading room: no white, no bright surface. */
export type Appearance = 'dark' | 'dim' | 'light';

export const appearances: readonly Appearance[] = ['dark', 'dim', 'light'];

const settingName = 'appearance';
const watchers = new Set<() => void>();
let current: Appearance = chosen() ?? 'dark';

function chosen(): Appearance | null {
  const value = readSetting(settingName);
  return appearances.find((one) => one === value) ?? null;
}

export function setAppearance(next: Appearance): void {
  writeSetting(settingName, next);
  show(next);
}

/**
 * What a role usually wants, unless the person has chosen: dark where images are read, light at the
 * bedside.
 */
export function suggestAppearance(usual: Appearance): void {
  if (chosen() === null) show(usual);
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );
}

function show(next: Appearance): void {
  current = next;
  document.documentElement.dataset['appearance'] = next;
  for (const watcher of watchers) watcher();
}

show(current);
