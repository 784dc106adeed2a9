import { describe, expect, it } from 'vitest';
import type { RoleId, SessionDto } from '../../contracts/wire';
import { isTechnologist, pagesOf, usualPath, viewOf } from './useSession';

const person = (...roles: readonly RoleId[]): SessionDto => ({
  user: 'x',
  name: 'X',
  roles,
  territories: ['t'],
  establishments: [],
  reader: roles.includes('reader') ? 'x' : null,
  demonstration: true,
});

const expected: readonly (readonly [RoleId, string | null, string])[] = [
  ['reader', 'reader', 'worklist wall roster'],
  ['regulator', 'coordination', 'worklist requests wall roster rehearsal'],
  ['coordinator', 'coordination', 'worklist requests wall roster rehearsal'],
  ['requester', 'tracking', 'requests'],
  ['technologist', 'tracking', 'requests'],
  ['quality', 'wallboard', 'wall rehearsal'],
  ['administrator', null, ''],
  ['provider', 'provider', 'worklist'],
];

describe('a role', () => {
  it.each(expected)('%s joins %s and sees %s', (role, view, pages) => {
    expect(viewOf(person(role))).toBe(view);
    expect(pagesOf(person(role)).join(' ')).toBe(pages);
  });

  it('leads to its first page', () => {
    expect(usualPath(person('reader'))).toBe('/liste');
    expect(usualPath(person('requester'))).toBe('/demandes');
    expect(usualPath(person('quality'))).toBe('/mur');
    expect(usualPath(person('administrator'))).toBeNull();
  });

  it('reads first when it also regulates, so that offers ring', () => {
    expect(viewOf(person('regulator', 'reader'))).toBe('reader');
  });

  it('is a technologist only without being a requester', () => {
    expect(isTechnologist(person('technologist'))).toBe(true);
    expect(isTechnologist(person('technologist', 'requester'))).toBe(false);
  });
});
