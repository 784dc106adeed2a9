import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2, success criterion 1.4.3: text of normal size against its ground. */
const ratioMin = 4.5;

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function tokens(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('\n}', start));
  return new Map(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/gu)].map((found) => [found[1] ?? '', found[2] ?? '']),
  );
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function ratio(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((one, two) => two - one);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

const dark = tokens('\n:root');
const palettes = {
  dark,
  dim: new Map([...dark, ...tokens(":root[data-appearance='dim']")]),
  light: new Map([...dark, ...tokens(":root[data-appearance='light']")]),
};
const grounds = ['ground', 'surface', 'raised'];
const pairs: readonly (readonly [string, readonly string[]])[] = [
  ['text', grounds],
  ['strong', grounds],
  ['dim', grounds],
  ['accent-text', [...grounds, 'accent-ground']],
  ['vital', [...grounds, 'vital-ground']],
  ['urgent', [...grounds, 'urgent-ground']],
  ['semi-urgent', [...grounds, 'semi-urgent-ground']],
  ['scheduled', [...grounds, 'scheduled-ground']],
  ['good', [...grounds, 'good-ground']],
  ['caution', [...grounds, 'caution-ground']],
  ['late', grounds],
  ['on-fill', ['accent-fill', 'vital-fill']],
];

describe.each(Object.entries(palettes))('the %s appearance', (_, palette) => {
  it.each(pairs)('shows --%s readably on its grounds', (text, on) => {
    for (const ground of on) {
      const reached = ratio(palette.get(text) ?? '', palette.get(ground) ?? '');
      expect(reached, `${text} on ${ground}`).toBeGreaterThanOrEqual(ratioMin);
    }
  });
});
