import { useEffect, useRef, useSyncExternalStore } from 'react';
import { readSetting, writeSetting } from '../../ui/settings';
import { readKey, restingKeys } from './keys';
import type { KeyCommand, KeyPress } from './keys';

/** Returns true when it took the command, so that the key does nothing else. */
export type KeyHandler = (command: KeyCommand) => boolean;

/** A dialog counts as typing: no letter may act on what stands behind it. */
const typed =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=dialog]';
const controls = 'button, a, [role=menuitem], [role=option], [role=slider], [role=tab], [role=separator]';

const settingName = 'letters';
const handlers: KeyHandler[] = [];
const watchers = new Set<() => void>();
let letters = readSetting(settingName) !== 'off';
let state = restingKeys;

/** The last component to mount is asked first: a page before the shell, a dialog before the page. */
export function useKeys(handler: KeyHandler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const asked: KeyHandler = (command) => latest.current(command);
    handlers.push(asked);
    if (handlers.length === 1) addEventListener('keydown', onKeyDown);
    return () => {
      handlers.splice(handlers.indexOf(asked), 1);
      if (handlers.length === 0) removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

export function useLetters(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => letters,
  );
  return [on, setLetters];
}

function setLetters(on: boolean): void {
  letters = on;
  writeSetting(settingName, on ? null : 'off');
  for (const watcher of watchers) watcher();
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const read = readKey(state, pressOf(event), letters);
  state = read.state;
  if (read.command === null) return;
  for (let index = handlers.length - 1; index >= 0; index -= 1) {
    if (handlers[index]?.(read.command) !== true) continue;
    event.preventDefault();
    return;
  }
}

function pressOf(event: KeyboardEvent): KeyPress {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const within = (selector: string) => target?.closest(selector) != null;
  return {
    key: event.key,
    ctrl: event.ctrlKey,
    meta: event.metaKey,
    alt: event.altKey,
    typing: within(typed),
    onControl: within(controls),
    at: event.timeStamp,
  };
}
