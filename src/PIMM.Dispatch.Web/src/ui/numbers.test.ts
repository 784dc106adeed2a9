import { describe, expect, it } from 'vitest';
import { inFrench } from './numbers';

describe('a number', () => {
  it('is written as French writes it', () => {
    expect([
      inFrench(12.44),
      inFrench(-3),
      inFrench(1.5, true),
      inFrench(-1.5, true),
      inFrench(0, true),
    ]).toEqual(['12,4', '−3', '+1,5', '−1,5', '0']);
  });
});
