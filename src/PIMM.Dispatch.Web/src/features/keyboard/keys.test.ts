import { describe, expect, it } from 'vitest';
import { readKey, restingKeys } from './keys';
import type { KeyCommand, KeyPress } from './keys';

const press = (key: string, part: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  typing: false,
  onControl: false,
  at: 0,
  ...part,
});
const command = (key: string, part: Partial<KeyPress> = {}, letters = true): KeyCommand | null =>
  readKey(restingKeys, press(key, part), letters).command;

const letters: Readonly<Record<string, KeyCommand>> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  p: 'take',
  z: 'hold',
  '/': 'search',
  f: 'filters',
  r: 'apply',
  R: 'apply',
  '?': 'help',
};

describe('keys', () => {
  it.each(Object.entries(letters))('%s asks for %s', (key, wanted) => {
    expect(command(key)).toBe(wanted);
  });

  it.each(Object.keys(letters))('%s is a letter while somebody types', (key) => {
    expect(command(key, { typing: true })).toBeNull();
  });

  it.each(Object.keys(letters))('%s does nothing when letters are switched off', (key) => {
    expect(command(key, {}, false)).toBeNull();
  });

  it('lead to pages by g and a letter, within a second', () => {
    const pressed = readKey(restingKeys, press('g'), true);
    expect(pressed.command).toBeNull();
    const go = (key: string, at: number) => readKey(pressed.state, press(key, { at }), true).command;
    expect(go('l', 500)).toBe('goList');
    expect(go('m', 500)).toBe('goWall');
    expect(go('d', 500)).toBe('goRequests');
    expect(go('p', 500)).toBe('goRoster');
    expect(go('p', 5_000)).toBe('take');
    expect(go('x', 500)).toBeNull();
  });

  it('leave Enter to the control that has the focus', () => {
    expect(command('Enter')).toBe('enter');
    expect(command('Enter', { onControl: true })).toBeNull();
    expect(command('Enter', { typing: true })).toBeNull();
  });

  it('open the palette from anywhere', () => {
    expect(command('k', { ctrl: true, typing: true })).toBe('palette');
    expect(command('k', { meta: true }, false)).toBe('palette');
  });

  it('leave every other chord to the browser', () => {
    expect(command('p', { ctrl: true })).toBeNull();
    expect(command('f', { meta: true })).toBeNull();
    expect(command('j', { alt: true })).toBeNull();
  });

  it('close with Escape even while typing', () => {
    expect(command('Escape', { typing: true })).toBe('escape');
  });
});
