import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The C# that the server compiles is the truth; the hand-written mirror must not drift from it. */
const folder = new URL('../../../PIMM.Dispatch.Contracts/', import.meta.url);
const csharp = readdirSync(folder)
  .filter((name) => name.endsWith('.cs'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');
const here = new URL('./', import.meta.url);
const typescript = readdirSync(here)
  .filter((name) => !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n');

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** Splits `A B, C<D, E> F` at the commas that stand outside of angle brackets. */
function split(list: string): readonly string[] {
  return list
    .replace(/<[^<>]*>/gu, '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function recordsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [, name, list] of text.matchAll(/public sealed record (\w+)\s*\(([\s\S]*?)\);/gu)) {
    found.set(
      name ?? '',
      split(list ?? '')
        .map((one) => camel(/(\w+)(?:\s*=.*)?$/u.exec(one)?.[1] ?? ''))
        .sort(),
    );
  }
  for (const [, name, body] of text.matchAll(/public sealed record (\w+)\s*\{([\s\S]*?)\n\}/gu)) {
    found.set(
      name ?? '',
      [...(body ?? '').matchAll(/(\w+) \{ get; init; \}/gu)].map((one) => camel(one[1] ?? '')).sort(),
    );
  }
  return found;
}

function interfacesOf(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...text.matchAll(/export interface (\w+) \{([\s\S]*?)\n\}/gu)].map(([, name, body]) => [
      name ?? '',
      [...(body ?? '').matchAll(/^ {2}(\w+)\??:/gmu)].map((one) => one[1] ?? '').sort(),
    ]),
  );
}

/** What a browser never sees: the wall reads it through the hub, a gateway sends it. */
const serverOnly = new Set(['WallboardDto', 'AlertReceiptBody']);

describe('the wire types', () => {
  const records = recordsOf(csharp);
  const interfaces = interfacesOf(typescript);
  it('are found in the contracts', () => {
    expect(records.size).toBeGreaterThan(25);
    expect(records.get('PatientDto')).toContain('familyName');
  });

  it.each([...records].filter(([name]) => !serverOnly.has(name)))(
    '%s has the fields of the server',
    (name, fields) => {
      expect(interfaces.get(name), name).toEqual(fields);
    },
  );
});
