import { describe, expect, it } from 'vitest';
import { statusIds } from '../features/worklist/filters';
import { en } from './en';
import { fr } from './fr';

interface Tree {
  readonly [key: string]: string | Tree;
}

function leaves(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : leaves(value, `${path}${key}.`),
  );
}

const french = new Map(leaves(fr));
const english = new Map(leaves(en));
const placeholders = (text: string) => [...text.matchAll(/\{\{\w+\}\}/gu)].map((found) => found[0]).sort();

describe('texts', () => {
  it('say the same things in both languages', () => {
    expect([...english.keys()]).toEqual([...french.keys()]);
    for (const [key, text] of french)
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text));
  });

  it('name every status with the agreed words', () => {
    expect(statusIds.map((one) => fr.status[one])).toEqual([
      'Demande reçue',
      'Protocole à valider',
      'Protocole transmis',
      'Examen en cours',
      'Images reçues',
      'À interpréter',
      'Proposé',
      'Pris en charge',
      'En attente',
      'CR provisoire',
      'CR validé',
      'Lu',
      'Confié à l’externe',
      'Annulé',
    ]);
  });

  it('are never empty and keep French typography', () => {
    for (const [key, text] of french) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/\.\.\.|[a-zé]'[a-zé]/u);
    }
  });
});
