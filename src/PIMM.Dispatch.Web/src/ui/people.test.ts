import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { aReader } from '../hub/fixtures';
import { actorName } from './people';

const readers = new Map([['r1', aReader()]]);
/** Says the key and its values: the words themselves are proved elsewhere. */
const t = ((key: string, values?: { site: string }) =>
  [key, values?.site].filter(Boolean).join(' ')) as TFunction;

describe('who acted', () => {
  it('is a reader by name, with or without the role before it', () => {
    expect(actorName('reader:r1', readers, t)).toBe('Dr Alpha');
    expect(actorName('r1', readers, t)).toBe('Dr Alpha');
  });

  it('is a machine by what it is', () => {
    expect(actorName('system:system', readers, t)).toBe('actor.system');
    expect(actorName('dicom:denain', readers, t)).toBe('actor.dicom denain');
  });

  it('is anybody else by role and account', () => {
    expect(actorName('requester:urgences', readers, t)).toBe('role.requester (urgences)');
    expect(actorName('inconnu', readers, t)).toBe('inconnu');
    expect(actorName('autre:x', readers, t)).toBe('x');
  });
});
