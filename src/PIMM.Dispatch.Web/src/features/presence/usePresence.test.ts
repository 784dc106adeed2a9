import { describe, expect, it } from 'vitest';
import { isOfferedNothing } from './usePresence';
import { aReader } from '../../hub/fixtures';

describe('whom the dispatcher passes over', () => {
  it('is whoever is on duty and not at work', () => {
    expect(isOfferedNothing(aReader({ onDuty: true, presence: 'away' }))).toBe(true);
    expect(isOfferedNothing(aReader({ onDuty: true, presence: 'break' }))).toBe(true);
    expect(isOfferedNothing(aReader({ onDuty: true, presence: 'busy' }))).toBe(true);
  });

  it('is nobody who is at work, and nobody off duty: the latter is not waited for', () => {
    expect(isOfferedNothing(aReader({ onDuty: true, presence: 'available' }))).toBe(false);
    expect(isOfferedNothing(aReader({ onDuty: true, presence: 'reading' }))).toBe(false);
    expect(isOfferedNothing(aReader({ onDuty: false, presence: 'away' }))).toBe(false);
  });
});
