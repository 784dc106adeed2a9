/** What a key press asks of the page. */
export type KeyCommand =
  | 'next'
  | 'previous'
  | 'enter'
  | 'open'
  | 'take'
  | 'hold'
  | 'search'
  | 'filters'
  | 'apply'
  | 'goList'
  | 'goWall'
  | 'goRequests'
  | 'goRoster'
  | 'goRehearsal'
  | 'palette'
  | 'help'
  | 'escape';

export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  /** The focus stands in something one types into. */
  readonly typing: boolean;
  /** The focus stands on a control for which Enter already means something. */
  readonly onControl: boolean;
  /** Milliseconds, on any steady clock. */
  readonly at: number;
}

/** The first key of a two-key shortcut, when one was just pressed. */
export interface KeyState {
  readonly prefix: 'g' | null;
  readonly at: number;
}

export const restingKeys: KeyState = { prefix: null, at: 0 };

/** `g` then `l`: further apart than this they are two keys. */
const prefixMilliseconds = 1_200;

const single: Readonly<Record<string, KeyCommand>> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  p: 'take',
  z: 'hold',
  '/': 'search',
  f: 'filters',
  r: 'apply',
  '?': 'help',
};

const afterG: Readonly<Record<string, KeyCommand>> = {
  l: 'goList',
  m: 'goWall',
  d: 'goRequests',
  p: 'goRoster',
  n: 'goRehearsal',
};

/** Single letters never act while somebody types, and not at all when they are switched off (WCAG 2.1.4). */
export function readKey(
  state: KeyState,
  press: KeyPress,
  lettersEnabled: boolean,
): { state: KeyState; command: KeyCommand | null } {
  const rest = (command: KeyCommand | null) => ({ state: restingKeys, command });
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if ((press.ctrl || press.meta) && !press.alt && key === 'k') return rest('palette');
  if (press.ctrl || press.meta || press.alt) return rest(null);
  if (key === 'Escape') return rest('escape');
  if (press.typing) return rest(null);
  if (key === 'ArrowDown' && !press.onControl) return rest('next');
  if (key === 'ArrowUp' && !press.onControl) return rest('previous');
  if (key === 'Enter') return rest(press.onControl ? null : 'enter');
  if (!lettersEnabled) return rest(null);
  if (state.prefix === 'g' && press.at - state.at <= prefixMilliseconds) return rest(afterG[key] ?? null);
  if (key === 'g') return { state: { prefix: 'g', at: press.at }, command: null };
  return rest(single[key] ?? null);
}
