import { describe, expect, it } from 'vitest';
import { aCase, instant, sentOut } from '../../hub/fixtures';
import type { CaseDto } from '../../contracts/wire';
import { parseSearch, writeSearch } from '../../ui/address';
import {
  addressOf,
  inTab,
  isFiltered,
  matchesText,
  parseFilters,
  passes,
  regionIds,
  specialtyIds,
  statusIds,
  tabIds,
} from './filters';
import type { Filters } from './filters';

const none = parseFilters({});
const through = (filters: Filters): Filters =>
  parseFilters(parseSearch(writeSearch({ ...addressOf(filters) })));

describe('each filter survives the address', () => {
  const cases: readonly Partial<Filters>[] = [
    ...tabIds.map((tab) => ({ tab })),
    { sites: ['denain', 'fourmies'] },
    { specialties: specialtyIds },
    { urgencies: ['vital', 'scheduled'] },
    { statuses: statusIds },
    { regions: regionIds },
    { readers: ['radiologue1', 'radiologue2'] },
    { text: 'été & hiver, 50 %' },
  ];
  it.each(cases)('%o', (part) => {
    expect(through({ ...none, ...part })).toEqual({ ...none, ...part });
  });

  it('and a plain list has a plain address', () => {
    expect(addressOf(none)).toEqual({});
    expect(isFiltered(none)).toBe(false);
    expect(isFiltered({ ...none, tab: 'mine' })).toBe(false);
    expect(isFiltered({ ...none, sites: ['denain'] })).toBe(true);
  });

  it('and an unknown word filters nothing away', () => {
    expect(parseFilters({ urgence: 'panique', onglet: 'autre', statut: 'to-read,inconnu' })).toEqual({
      ...none,
      statuses: ['to-read'],
    });
  });
});

describe('tabs', () => {
  const tabs = (part: Partial<CaseDto>, reader: string | null = 'r1') =>
    tabIds.filter((tab) => inTab(aCase(part), tab, { reader, roles: [] }));
  it('show a case where somebody looks for it', () => {
    expect(tabs({ status: 'requested' })).toEqual(['all', 'protocol']);
    expect(tabs({ status: 'images-arriving' })).toEqual(['all']);
    expect(tabs({ status: 'to-read' })).toEqual(['all', 'read']);
    expect(tabs({ status: 'offered', reader: 'r1' })).toEqual(['all', 'read', 'mine']);
    expect(tabs({ status: 'accepted', reader: 'r2' })).toEqual(['all']);
    expect(tabs({ status: 'on-hold', reader: 'r1' })).toEqual(['all', 'mine', 'hold']);
    expect(tabs({ status: 'signed', reader: 'r1' })).toEqual(['done']);
    expect(tabs({ status: 'cancelled' })).toEqual(['done']);
    expect(tabs({ status: 'externalised' })).toEqual(['all']);
  });

  it('part what a company was sent from what it has accepted', () => {
    const company = (acceptedAt: string | null) =>
      tabIds.filter((tab) =>
        inTab(aCase({ status: 'externalised', external: sentOut(acceptedAt) }), tab, {
          reader: null,
          roles: ['provider'],
        }),
      );
    expect(company(null)).toEqual(['all', 'read']);
    expect(company(instant(0))).toEqual(['all', 'mine']);
  });

  it('give nobody cases as theirs when they do not read', () => {
    expect(tabs({ status: 'to-read', reader: null }, null)).not.toContain('mine');
  });
});

describe('filtering', () => {
  it('accepts what is wanted in every filter', () => {
    expect(
      passes(aCase(), { ...none, sites: ['denain'], urgencies: ['urgent'], specialties: ['neuro'] }),
    ).toBe(true);
    expect(passes(aCase(), { ...none, sites: ['fourmies'] })).toBe(false);
    expect(passes(aCase(), { ...none, readers: ['r1'] })).toBe(false);
    expect(passes(aCase({ reader: 'r1' }), { ...none, readers: ['r1'] })).toBe(true);
  });

  it('searches from three letters on, without accents, all words', () => {
    expect(matchesText(aCase(), 'xy')).toBe(true);
    expect(matchesText(aCase(), 'cerebral')).toBe(true);
    expect(matchesText(aCase(), 'CÉRÉBRAL denain')).toBe(true);
    expect(matchesText(aCase(), 'cérébral dax')).toBe(false);
    expect(matchesText(aCase(), 'essai-un')).toBe(true);
    expect(matchesText(aCase({ patient: null }), 'essai-un')).toBe(false);
  });
});
