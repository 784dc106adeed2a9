import { describe, expect, it } from 'vitest';
import type { PartDto } from '../../contracts/parts';
import { aCase } from '../../hub/fixtures';
import { assembled, mayShare, partsRead } from './parts';

const part = (label: string, some: Partial<PartDto> = {}): PartDto => ({
  id: `t.${label}`,
  number: 1,
  label,
  region: 'head',
  status: 'open',
  reader: null,
  text: null,
  ...some,
});
const ana = { reader: 'ana', roles: ['reader' as const] };

describe('a shared reading', () => {
  it('begins the report with what was read, in order', () => {
    const one = aCase({
      parts: [
        part('Tête', { status: 'read', text: 'Pas de saignement.' }),
        part('Thorax'),
        part('Membres', { status: 'read', text: 'Fracture.' }),
      ],
    });
    expect(assembled(one)).toBe('TÊTE :\nPas de saignement.\n\nMEMBRES :\nFracture.\n\n');
    expect(partsRead(one)).toEqual({ read: 2, of: 3 });
  });

  it('does not count what was taken back', () => {
    expect(partsRead(aCase({ parts: [part('Tête', { status: 'taken-back' })] }))).toBeNull();
    expect(partsRead(aCase())).toBeNull();
  });

  it('is shared by its reader or the coordinator, while it is read', () => {
    expect(mayShare(aCase({ status: 'accepted', reader: 'ana' }), ana)).toBe(true);
    expect(mayShare(aCase({ status: 'accepted', reader: 'ben' }), ana)).toBe(false);
    expect(mayShare(aCase({ status: 'to-read' }), ana)).toBe(false);
    expect(mayShare(aCase({ status: 'to-read' }), { reader: null, roles: ['coordinator'] })).toBe(true);
    expect(mayShare(aCase({ status: 'signed', reader: 'ana' }), ana)).toBe(false);
  });

  it('never shares a part again', () => {
    const one = aCase({
      status: 'accepted',
      reader: 'ana',
      partOf: { caseId: 't.1', number: 1, of: 2, label: 'Tête' },
    });
    expect(mayShare(one, ana)).toBe(false);
  });
});
