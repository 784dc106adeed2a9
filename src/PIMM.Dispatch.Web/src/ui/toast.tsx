import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useText } from '../texts/TextScope';
import styles from './toast.module.css';

type Tone = 'done' | 'refused';

interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
}

/** Long enough to read two lines; a refusal stays until it is closed, because somebody must act on it. */
const doneMilliseconds = 5_000;

/** More than this at once is a wall, not a message. */
const toastCountMax = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

export function toast(tone: Tone, text: string): void {
  const one: Toast = { id: nextId, tone, text };
  nextId += 1;
  show([...toasts, one].slice(-toastCountMax));
  if (tone === 'done') setTimeout(() => dismiss(one.id), doneMilliseconds);
}

function dismiss(id: number): void {
  show(toasts.filter((one) => one.id !== id));
}

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export function Toasts() {
  const t = useText();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={styles['stack']} role="status" aria-live="polite" data-testid="toasts">
      {shown.map((one) => (
        <div key={one.id} className={styles['toast']} data-tone={one.tone} data-testid={`toast-${one.tone}`}>
          {one.tone === 'done' ? (
            <IconCheck size={18} aria-hidden />
          ) : (
            <IconAlertTriangle size={18} aria-hidden />
          )}
          <span>{one.text}</span>
          <button
            type="button"
            aria-label={t('close')}
            onClick={() => dismiss(one.id)}
            data-testid="toast-close">
            <IconX size={16} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
