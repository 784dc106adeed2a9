import { describe, expect, it } from 'vitest';
import { international } from './numbers';

describe('a telephone number', () => {
  it.each([
    ['06 00 00 00 42', '+33600000042'],
    ['06.00.00.00.42', '+33600000042'],
    ['+33 6 00 00 00 42', '+33600000042'],
    ['0033 600000042', '+33600000042'],
    ['+32 470 00 00 42', '+32470000042'],
    ['0600', null],
    ['06 00 00 00 4x', null],
    ['', null],
  ])('%s is called as %s', (written, called) => expect(international(written)).toBe(called));
});
