import { describe, expect, it } from 'vitest';
import { aCase } from '../hub/fixtures';
import { birthDay, patientLine, patientName, patientTraits } from './names';
import { plain } from './plain';

const now = Date.parse('2026-11-22T20:00:00Z');

describe('a patient', () => {
  it('is named with further traits', () => {
    expect(patientName(aCase().patient)).toBe('ESSAI-UN Alix');
    expect(patientLine(aCase().patient, now)).toBe('ESSAI-UN Alix ·\u00a067\u00a0a ·\u00a0F');
  });

  it('is named by what is known', () => {
    const patient = {
      familyName: 'Inconnu',
      givenName: null,
      birthDate: null,
      sex: null,
      patientId: null,
      ins: null,
      identity: 'provisional',
    } as const;
    expect(patientLine(patient, now)).toBe('INCONNU');
    expect(patientTraits(patient, now)).toBe('');
    expect(patientLine(null, now)).toBe('');
  });

  it('has a birth day in the French order', () => {
    expect(birthDay('1957-03-02')).toBe('02/03/1957');
    expect(birthDay('19570302')).toBe('02/03/1957');
    expect(birthDay(null)).toBeNull();
  });
});

describe('plain text', () => {
  it('forgets accents and case', () => {
    expect(plain('Élève ÇA')).toBe('eleve ca');
  });
});
