import { describe, expect, it } from 'vitest';
import { bodyOf, emptyDraft, faultsOf, favourites, isoDate, parseDraft } from './requestForm';
import type { RequestDraft } from './requestForm';

const filled: RequestDraft = {
  ...emptyDraft,
  establishment: 'denain',
  urgency: 'urgent',
  exam: 'head',
  familyName: ' Essai-Un ',
  indication: 'Céphalée',
};

describe('a request', () => {
  it('may leave with the little that is known at night', () => {
    expect(faultsOf(filled)).toEqual({});
    expect(bodyOf(filled, 't', 'Scanner cérébral')).toMatchObject({
      territory: 't',
      establishment: 'denain',
      urgency: 'urgent',
      modality: 'CT',
      region: 'head',
      specialty: 'neuro',
      description: 'Scanner cérébral',
      patient: { familyName: 'Essai-Un', givenName: null, birthDate: null, sex: null },
      pregnancy: null,
      weightKg: null,
      callBack: null,
    });
  });

  it('says for each field what is missing', () => {
    expect(faultsOf(emptyDraft)).toEqual({
      establishment: 'missingSite',
      urgency: 'missingUrgency',
      exam: 'missingExam',
      familyName: 'missingPatient',
      indication: 'missingIndication',
    });
    expect(faultsOf({ ...filled, exam: 'other' })).toEqual({ exam: 'missingExam' });
    expect(faultsOf({ ...filled, birthDate: '31/02/1960' })).toEqual({ birthDate: 'badDate' });
  });

  it('carries what was added', () => {
    const body = bodyOf(
      {
        ...filled,
        birthDate: '02/03/1957',
        sex: 'F',
        pregnancy: 'no',
        weight: '72',
        callBack: '00 00',
        exam: 'other',
        description: 'Scanner du rocher',
      },
      't',
      'Autre examen',
    );
    expect(body).toMatchObject({
      description: 'Scanner du rocher',
      pregnancy: false,
      weightKg: 72,
      callBack: '00 00',
    });
    expect(body.patient).toMatchObject({ birthDate: '1957-03-02', sex: 'F' });
  });

  it('has a region and a specialty for each favourite', () => {
    for (const one of favourites)
      expect(bodyOf({ ...filled, exam: one.id }, 't', 'x').region).toBe(one.region);
  });
});

describe('a birth date', () => {
  it('is read as people type it', () => {
    for (const text of ['02/03/1957', '2/3/1957', '02.03.1957', '02-03-1957', '02031957', ' 02 03 1957 ']) {
      expect(isoDate(text), text).toBe('1957-03-02');
    }
  });

  it('is refused when it is no day', () => {
    for (const text of [
      '',
      '1957',
      '30/02/2000',
      '32/01/2000',
      '00/01/2000',
      '12/13/2000',
      '1957-03-02',
      'hier',
    ]) {
      expect(isoDate(text), text).toBeNull();
    }
    expect(isoDate('29/02/2024')).toBe('2024-02-29');
  });
});

describe('a draft', () => {
  it('survives, also an older or a broken one', () => {
    expect(parseDraft(JSON.stringify(filled))).toEqual(filled);
    expect(parseDraft('{"familyName":"X"}')).toEqual({ ...emptyDraft, familyName: 'X' });
    expect(parseDraft('{')).toEqual(emptyDraft);
    expect(parseDraft(null)).toEqual(emptyDraft);
  });
});
