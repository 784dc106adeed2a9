/**
 * Small per-browser choices. A browser that forbids storage keeps the defaults; nothing clinical goes in
 * here.
 */
const prefix = 'pimm.';

export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    // Storage is forbidden here: the default holds.
    return null;
  }
}

export function writeSetting(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // Storage is full or forbidden: the choice holds until the page closes.
    return;
  }
}
