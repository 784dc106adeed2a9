import { describe, expect, it } from 'vitest';
import { aCase, instant } from '../../hub/fixtures';
import { imagesMissing, isCriticalOpen, isFollowed, isForTechnologist } from './tracking';

const critical = {
  text: 'x',
  by: 'Dr Alpha',
  at: instant(1),
  confirmedBy: null,
  confirmedAt: null,
  call: null,
};

describe('following', () => {
  it('lasts until the report is read, and while a critical result is open', () => {
    expect(isFollowed(aCase({ status: 'signed' }))).toBe(true);
    expect(isFollowed(aCase({ status: 'acknowledged' }))).toBe(false);
    expect(isFollowed(aCase({ status: 'acknowledged', critical }))).toBe(true);
    expect(isCriticalOpen(aCase({ critical: { ...critical, confirmedAt: instant(2) } }))).toBe(false);
  });

  it('ends for the technologist when the images are complete', () => {
    expect(isForTechnologist(aCase({ status: 'images-arriving' }))).toBe(true);
    expect(isForTechnologist(aCase({ status: 'to-read' }))).toBe(false);
  });

  it('counts missing images only when a number is expected', () => {
    expect(imagesMissing(aCase({ images: 400, imagesExpected: 412 }))).toBe(12);
    expect(imagesMissing(aCase({ images: 413, imagesExpected: 412 }))).toBe(0);
    expect(imagesMissing(aCase({ images: 3, imagesExpected: null }))).toBe(0);
  });
});
