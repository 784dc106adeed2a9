import type { ExternalDto } from '../contracts/externals';
import type {
  CaseDto,
  ChangesDto,
  NoticeDto,
  ReaderDto,
  SnapshotDto,
  StatisticsDto,
} from '../contracts/wire';

/** Plainly fictitious values for tests; each test says only what matters to it. */
export const instant = (minutes: number): string =>
  new Date(Date.UTC(2026, 10, 22, 20, minutes)).toISOString();

export function aCase(part: Partial<CaseDto> = {}): CaseDto {
  return {
    id: 't.1',
    territory: 't',
    establishment: 'denain',
    establishmentName: 'Denain',
    origin: 'request',
    urgency: 'urgent',
    specialty: 'neuro',
    region: 'head',
    derived: false,
    status: 'to-read',
    reader: null,
    readerName: null,
    owner: { kind: 'dispatcher', id: null, name: 'Répartition' },
    external: null,
    studyInstanceUid: '1.2.3',
    accessionNumber: 'A1',
    images: 10,
    imagesExpected: 10,
    requestedAt: instant(0),
    imagesFirstAt: instant(1),
    imagesCompleteAt: instant(2),
    clockStartedAt: instant(2),
    warningAt: null,
    imminentAt: null,
    dueAt: instant(47),
    alert: null,
    noReader: false,
    assignedAt: null,
    offerExpiresAt: null,
    acceptedAt: null,
    heldUntil: null,
    preliminaryAt: null,
    signedAt: null,
    acknowledgedAt: null,
    estimatedReportAt: null,
    reason: null,
    exam: { modality: 'CT', bodyPart: 'HEAD', description: 'Scanner cérébral', priors: null },
    patient: {
      familyName: 'Essai-Un',
      givenName: 'Alix',
      birthDate: '1959-05-01',
      sex: 'F',
      patientId: 'IPP-1',
      ins: null,
      identity: 'qualified',
    },
    clinical: null,
    protocol: null,
    report: null,
    critical: null,
    partOf: null,
    parts: [],
    flags: [],
    pressingAt: part.dueAt ?? instant(47),
    escalation: null,
    sequence: 1,
    ...part,
  };
}

/** At a company that has accepted it, or not yet. */
export function sentOut(acceptedAt: string | null): ExternalDto {
  return {
    provider: 'externe',
    providerName: 'Société externe',
    sentAt: instant(-60),
    acceptedAt,
    decidedBy: 'dispatcher',
    levels: [],
    text: '',
  };
}

export function aReader(part: Partial<ReaderDto> = {}): ReaderDto {
  return {
    id: 'r1',
    name: 'Dr Alpha',
    initials: 'AL',
    presence: 'available',
    onDuty: true,
    duty: 'on-site',
    dutyUntil: null,
    specialties: ['neuro'],
    loadMinutes: 0,
    cases: [],
    currentCase: null,
    ...part,
  };
}

export function aNotice(part: Partial<NoticeDto> = {}): NoticeDto {
  return {
    id: 'n1',
    sequence: 1,
    kind: 'case-assigned',
    caseId: 't.1',
    urgency: 'urgent',
    at: instant(0),
    dueAt: null,
    text: 'U2 – Denain – Scanner cérébral',
    repeat: 0,
    ...part,
  };
}

const noStatistics: StatisticsDto = {
  from: instant(0),
  to: instant(0),
  clock: 'images-complete',
  emergency: {
    group: 'emergency',
    n: 0,
    inTarget: 0,
    meanMinutes: null,
    medianMinutes: null,
    p90Minutes: null,
  },
  scheduled: {
    group: 'scheduled',
    n: 0,
    inTarget: 0,
    meanMinutes: null,
    medianMinutes: null,
    p90Minutes: null,
  },
  byRegion: [],
  byEstablishment: [],
};

export function aSnapshot(part: Partial<SnapshotDto> = {}): SnapshotDto {
  return {
    territory: 't',
    view: 'reader',
    sequence: 10,
    serverTime: instant(10),
    cases: [aCase()],
    readers: [aReader()],
    orphans: [],
    notices: [],
    last24Hours: noStatistics,
    message: null,
    ...part,
  };
}

export function someChanges(from: number, to: number, part: Partial<ChangesDto> = {}): ChangesDto {
  return {
    territory: 't',
    from,
    to,
    cases: [],
    removed: [],
    readers: [],
    orphans: [],
    orphansGone: [],
    noticesGone: [],
    last24Hours: null,
    ...part,
  };
}
