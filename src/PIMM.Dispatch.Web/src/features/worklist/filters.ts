import type { CaseDto, CaseStatus, RegionId, SpecialtyId, UrgencyId } from '../../contracts/wire';
import type { Address } from '../../ui/address';
import type { Who } from '../casefile/actions';
import { patientName } from '../../ui/names';
import { plain } from '../../ui/plain';

export type TabId = 'all' | 'protocol' | 'read' | 'mine' | 'hold' | 'done';

export interface Filters {
  readonly tab: TabId;
  readonly sites: readonly string[];
  readonly specialties: readonly SpecialtyId[];
  readonly urgencies: readonly UrgencyId[];
  readonly statuses: readonly CaseStatus[];
  readonly regions: readonly RegionId[];
  readonly readers: readonly string[];
  readonly text: string;
}

export const tabIds: readonly TabId[] = ['all', 'protocol', 'read', 'mine', 'hold', 'done'];

/** Fewer letters match almost everything. */
export const searchLengthMin = 3;

const tabWords: Record<TabId, string> = {
  all: 'tous',
  protocol: 'protocole',
  read: 'interpreter',
  mine: 'miens',
  hold: 'attente',
  done: 'termines',
};

export const statusIds: readonly CaseStatus[] = [
  'requested',
  'to-protocol',
  'protocolled',
  'acquiring',
  'images-arriving',
  'to-read',
  'offered',
  'accepted',
  'on-hold',
  'preliminary',
  'signed',
  'acknowledged',
  'externalised',
  'cancelled',
];
export const specialtyIds: readonly SpecialtyId[] = [
  'neuro',
  'thorax',
  'abdomen-pelvis',
  'musculoskeletal',
  'vascular',
  'paediatric',
  'polytrauma',
  'general',
];
export const regionIds: readonly RegionId[] = [
  'head',
  'neck',
  'spine',
  'chest',
  'abdomen-pelvis',
  'chest-abdomen-pelvis',
  'limbs',
  'vessels',
  'whole-body',
  'other',
];
const urgencyIds: readonly UrgencyId[] = ['vital', 'urgent', 'semi-urgent', 'scheduled'];

export function parseFilters(address: Address): Filters {
  return {
    tab: tabIds.find((one) => tabWords[one] === address.onglet) ?? 'all',
    sites: listOf(address.site),
    specialties: known(specialtyIds, address.specialite),
    urgencies: known(urgencyIds, address.urgence),
    statuses: known(statusIds, address.statut),
    regions: known(regionIds, address.region),
    readers: listOf(address.lecteur),
    text: address.q ?? '',
  };
}

/** Only what differs from the plain list, so that addresses stay short. */
export function addressOf(filters: Filters): Address {
  const address: Address = {};
  if (filters.tab !== 'all') address.onglet = tabWords[filters.tab];
  if (filters.sites.length > 0) address.site = filters.sites.join(',');
  if (filters.specialties.length > 0) address.specialite = filters.specialties.join(',');
  if (filters.urgencies.length > 0) address.urgence = filters.urgencies.join(',');
  if (filters.statuses.length > 0) address.statut = filters.statuses.join(',');
  if (filters.regions.length > 0) address.region = filters.regions.join(',');
  if (filters.readers.length > 0) address.lecteur = filters.readers.join(',');
  if (filters.text !== '') address.q = filters.text;
  return address;
}

export function isFiltered(filters: Filters): boolean {
  return Object.keys(addressOf({ ...filters, tab: 'all' })).length > 0;
}

const toProtocol: ReadonlySet<CaseStatus> = new Set(['requested', 'to-protocol']);
const toRead: ReadonlySet<CaseStatus> = new Set(['to-read', 'offered']);
const finished: ReadonlySet<CaseStatus> = new Set(['signed', 'acknowledged', 'cancelled']);

export function isFinished(one: CaseDto): boolean {
  return finished.has(one.status);
}

export function inTab(one: CaseDto, tab: TabId, who: Who): boolean {
  switch (tab) {
    case 'all':
      return !isFinished(one);
    case 'protocol':
      return toProtocol.has(one.status);
    case 'read':
      return (
        toRead.has(one.status) || (isProvider(who) && isOutside(one) && one.external?.acceptedAt == null)
      );
    case 'mine':
      return isMine(one, who) && !isFinished(one);
    case 'hold':
      return one.status === 'on-hold';
    case 'done':
      return isFinished(one);
    default:
      return tab satisfies never;
  }
}

/** A company neither protocols nor holds; who reads nothing has no cases of their own. */
export function tabIsFor(tab: TabId, who: Who): boolean {
  if (isProvider(who)) return tab !== 'protocol' && tab !== 'hold';
  return tab !== 'mine' || who.reader !== null;
}

function isMine(one: CaseDto, who: Who): boolean {
  if (isProvider(who)) return isOutside(one) && one.external?.acceptedAt != null;
  return who.reader !== null && one.reader === who.reader;
}

function isProvider(who: Who): boolean {
  return who.roles.includes('provider');
}

function isOutside(one: CaseDto): boolean {
  return one.status === 'externalised';
}

export function passes(one: CaseDto, filters: Filters): boolean {
  return (
    accepts(filters.sites, one.establishment) &&
    accepts(filters.specialties, one.specialty) &&
    accepts(filters.urgencies, one.urgency) &&
    accepts(filters.statuses, one.status) &&
    accepts(filters.regions, one.region) &&
    accepts(filters.readers, one.reader ?? '') &&
    matchesText(one, filters.text)
  );
}

/** Every word must be found somewhere; case and accents do not count. */
export function matchesText(one: CaseDto, text: string): boolean {
  if (text.trim().length < searchLengthMin) return true;
  const said = plain(
    [
      patientName(one.patient),
      one.patient?.patientId,
      one.exam.description,
      one.establishmentName,
      one.accessionNumber,
      one.clinical?.indication,
      one.readerName,
      one.id,
    ].join(' '),
  );
  return plain(text)
    .split(/\s+/u)
    .every((word) => said.includes(word));
}

function accepts<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').filter((one) => one !== '');
}

function known<T extends string>(all: readonly T[], text: string | undefined): readonly T[] {
  const wanted = listOf(text);
  return all.filter((one) => wanted.includes(one));
}
