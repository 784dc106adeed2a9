import { describe, expect, it } from 'vitest';
import { parseSearch, writeSearch } from './address';

describe('an address', () => {
  it('comes back as it was written', () => {
    const address = {
      territoire: 'hainaut-cambresis',
      urgence: 'vital,urgent',
      q: 'élève & co',
      cas: 't.12',
    };
    expect(parseSearch(writeSearch(address))).toEqual(address);
  });

  it('is plain text, not JSON', () => {
    expect(writeSearch({ urgence: 'vital,urgent', distance: '5' })).toBe('?urgence=vital,urgent&distance=5');
    expect(writeSearch({})).toBe('');
  });

  it('drops what it does not know and what is empty', () => {
    expect(parseSearch('?inconnu=1&q=')).toEqual({});
    expect(writeSearch({ q: '', inconnu: 'x', cas: 3 })).toBe('');
  });
});
