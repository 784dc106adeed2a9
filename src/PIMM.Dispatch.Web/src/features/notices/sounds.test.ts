import { describe, expect, it } from 'vitest';
import { aNotice } from '../../hub/fixtures';
import { parseSoundSettings, soundIds, tonesFor, tonesOf, usualSound, writeSoundSettings } from './sounds';

describe('the sound of a notice', () => {
  it('is the chosen one', () => {
    for (const sound of soundIds) expect(tonesFor(aNotice(), { ...usualSound, sound })).toBe(tonesOf(sound));
  });

  it('is always the same for a vital case, and unlike the four', () => {
    for (const sound of soundIds) {
      expect(tonesFor(aNotice({ urgency: 'vital' }), { ...usualSound, sound })).toBe(tonesOf('vital'));
      expect(tonesOf('vital')).not.toEqual(tonesOf(sound));
    }
  });

  it('is none for what needs no ear, and none when muted', () => {
    for (const kind of [
      'report-signed',
      'case-withdrawn',
      'deadline-warning',
      'protocol-given',
      'orphan-study',
      'duty-announced',
      'duty-begins',
    ] as const) {
      expect(tonesFor(aNotice({ kind }), usualSound)).toEqual([]);
    }
    expect(tonesFor(aNotice({ urgency: 'vital' }), { ...usualSound, muted: true })).toEqual([]);
  });

  it('is there for what cannot wait', () => {
    for (const kind of [
      'case-assigned',
      'deadline-imminent',
      'deadline-breached',
      'critical-result',
      'no-reader',
      'escalated',
      'acknowledgement-expired',
      'case-returned',
      'handover-offered',
      'handover-unanswered',
      'duty-soon',
      'critical-unheard',
    ] as const) {
      expect(tonesFor(aNotice({ kind }), usualSound).length).toBeGreaterThan(0);
    }
  });
});

describe('sound settings', () => {
  it('come back as they were kept', () => {
    const settings = { sound: 'horn', volume: 0.35, muted: true } as const;
    expect(parseSoundSettings(writeSoundSettings(settings))).toEqual(settings);
  });

  it('fall back to the usual ones, and stay within bounds', () => {
    expect(parseSoundSettings(null)).toEqual(usualSound);
    expect(parseSoundSettings('tuba 1 loud')).toEqual(usualSound);
    expect(parseSoundSettings('drop 7 loud').volume).toBe(1);
  });
});
