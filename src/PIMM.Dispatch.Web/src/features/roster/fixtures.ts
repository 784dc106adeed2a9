import type { DutyDto, LineDto, RosterDto, SlotDto } from '../../contracts/roster';

/** Plainly fictitious values for tests; each test says only what matters to it. */
export function aLine(part: Partial<LineDto> = {}): LineDto {
  return {
    id: 'soiree',
    name: 'Garde de soirée',
    kind: 'on-site',
    establishments: ['denain'],
    specialties: ['neuro', 'general'],
    readers: 1,
    standIn: null,
    equipment: null,
    ...part,
  };
}

export function aSlot(part: Partial<SlotDto> = {}): SlotDto {
  return {
    id: 'soiree/2026-11-23/1830',
    line: 'soiree',
    day: '2026-11-23',
    from: '2026-11-23T17:30:00Z',
    until: '2026-11-23T22:30:00Z',
    spans: [],
    gaps: [],
    missingReaders: 0,
    provider: null,
    providerReason: null,
    ...part,
  };
}

export function aGapSlot(part: Partial<SlotDto> = {}): SlotDto {
  const slot = aSlot(part);
  const span = { from: slot.from, until: slot.until };
  return {
    ...slot,
    spans: [{ ...span, source: 'gap', by: null, duty: null }],
    gaps: [{ ...span, sites: [{ establishment: 'denain', specialties: ['neuro', 'general'] }] }],
    missingReaders: 1,
    ...part,
  };
}

export function aDuty(part: Partial<DutyDto> = {}): DutyDto {
  return {
    id: 'd1',
    reader: 'r1',
    readerName: 'Dr Alpha',
    line: 'on-site',
    from: '2026-11-23T17:30:00Z',
    until: '2026-11-23T22:30:00Z',
    slot: 'soiree/2026-11-23/1830',
    inPlaceOf: null,
    over: false,
    ...part,
  };
}

export function aRoster(part: Partial<RosterDto> = {}): RosterDto {
  return {
    territory: 't',
    from: '2026-11-22T23:00:00Z',
    until: '2026-11-29T23:00:00Z',
    lines: [aLine()],
    slots: [aSlot()],
    duties: [],
    absences: [],
    holidays: [],
    conflicts: [],
    ...part,
  };
}
