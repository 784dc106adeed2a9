import { describe, expect, it } from 'vitest';
import { aCase } from '../../hub/fixtures';
import { viewerLink } from './viewerLink';

describe('a viewer link', () => {
  it('is filled from the case', () => {
    expect(viewerLink('https://ohif.exemple/viewer?StudyInstanceUIDs={study}&a={accession}', aCase())).toBe(
      'https://ohif.exemple/viewer?StudyInstanceUIDs=1.2.3&a=A1',
    );
    expect(viewerLink('/ohif/viewer?StudyInstanceUIDs={study}', aCase())).toBe(
      '/ohif/viewer?StudyInstanceUIDs=1.2.3',
    );
    expect(viewerLink('weasis://?%24dicom%3Ars%20-r%20%22studyUID%3D{study}%22', aCase())).toBe(
      'weasis://?%24dicom%3Ars%20-r%20%22studyUID%3D1.2.3%22',
    );
  });

  it('escapes whatever the values hold', () => {
    expect(viewerLink('https://v.exemple/?a={accession}', aCase({ accessionNumber: 'A&x=1#"' }))).toBe(
      'https://v.exemple/?a=A%26x%3D1%23%22',
    );
  });

  it('is none without a template or without images', () => {
    expect(viewerLink('  ', aCase())).toBeNull();
    expect(viewerLink('https://v.exemple/{study}', aCase({ studyInstanceUid: null }))).toBeNull();
  });

  it('starts viewers, never scripts', () => {
    for (const bad of [
      'javascript:alert(1)//{study}',
      'JavaScript:x',
      'data:text/html,{study}',
      '//evil.exemple/{study}',
      'v.exemple/{study}',
    ]) {
      expect(viewerLink(bad, aCase()), bad).toBeNull();
    }
  });
});
