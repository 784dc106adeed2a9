import type { ActionId, CaseDto, CaseStatus, RoleId } from '../../contracts/wire';

export interface Who {
  /** The reader's id when this person reads. */
  readonly reader: string | null;
  readonly roles: readonly RoleId[];
}

const beforeReading: ReadonlySet<CaseStatus> = new Set([
  'requested',
  'to-protocol',
  'protocolled',
  'acquiring',
  'images-arriving',
]);
const beforeScan: ReadonlySet<CaseStatus> = new Set(['requested', 'to-protocol', 'protocolled', 'acquiring']);
const waiting: ReadonlySet<CaseStatus> = new Set(['to-read', 'offered']);
const inHand: ReadonlySet<CaseStatus> = new Set(['accepted', 'preliminary']);
/** What is done to a case and never to one of its parts. */
const ofTheWhole: ReadonlySet<ActionId> = new Set(['urgency', 'cancel', 'externalise', 'addendum']);
const ended: ReadonlySet<CaseStatus> = new Set(['signed', 'acknowledged', 'cancelled']);

/** What a person is offered for a case. The server decides; this only spares them refusals. */
export function allowedActions(one: CaseDto, who: Who): readonly ActionId[] {
  const allowed: ActionId[] = [];
  if (who.reader !== null) allowed.push(...asReader(one, who.reader));
  if (who.roles.includes('regulator')) allowed.push(...asRegulator(one));
  if (who.roles.includes('coordinator')) allowed.push(...asCoordinator(one));
  if (who.roles.includes('provider')) allowed.push(...asProvider(one));
  if (who.roles.includes('technologist')) allowed.push(...asTechnologist(one));
  if (who.roles.includes('requester')) allowed.push(...asRequester(one));
  const whole = new Set(allowed);
  return one.partOf == null ? [...whole] : [...whole].filter((action) => !ofTheWhole.has(action));
}

function asReader(one: CaseDto, reader: string): readonly ActionId[] {
  const mine = one.reader === reader;
  if (beforeReading.has(one.status)) return ['protocol', 'urgency'];
  switch (one.status) {
    case 'to-read':
      return ['claim', 'urgency'];
    case 'offered':
      return mine ? ['accept', 'decline', 'urgency'] : ['claim'];
    case 'accepted':
    case 'preliminary':
      return mine ? ['preliminary', 'sign', 'critical', 'hold', 'release', 'urgency'] : [];
    case 'on-hold':
      return mine ? ['resume', 'release'] : [];
    case 'signed':
      return mine ? ['addendum', 'critical'] : [];
    case 'acknowledged':
      return mine ? ['addendum'] : [];
    default:
      return [];
  }
}

function asRegulator(one: CaseDto): readonly ActionId[] {
  if (one.status === 'requested') return ['validate', 'protocol', 'refuse', 'urgency', 'cancel'];
  if (beforeScan.has(one.status)) return ['protocol', 'refuse', 'urgency', 'cancel'];
  return beforeReading.has(one.status) ? ['protocol', 'urgency', 'cancel'] : directing(one);
}

function asCoordinator(one: CaseDto): readonly ActionId[] {
  if (one.status === 'images-arriving') return ['images-complete', 'urgency', 'cancel'];
  if (beforeReading.has(one.status)) return ['urgency', 'cancel'];
  // What an external provider reports on paper, the coordinator enters in its name.
  if (one.status === 'externalised') return ['resume', 'preliminary', 'sign', 'critical', 'cancel'];
  return directing(one);
}

/** A provider sees its own cases alone: what it was sent, has accepted, or has signed. */
function asProvider(one: CaseDto): readonly ActionId[] {
  if (one.status === 'externalised') {
    return one.external?.acceptedAt == null
      ? ['accept', 'decline']
      : ['preliminary', 'sign', 'critical', 'decline'];
  }
  if (one.status === 'signed') return ['addendum', 'critical'];
  return one.status === 'acknowledged' ? ['addendum'] : [];
}

/** Who directs the evening moves cases; never reads them. */
function directing(one: CaseDto): readonly ActionId[] {
  if (waiting.has(one.status)) return ['reassign', 'externalise', 'hold', 'urgency', 'cancel'];
  if (inHand.has(one.status)) return ['reassign', 'externalise', 'urgency', 'cancel'];
  if (one.status === 'on-hold') return ['resume', 'externalise', 'urgency', 'cancel'];
  return ended.has(one.status) ? [] : ['cancel'];
}

function asTechnologist(one: CaseDto): readonly ActionId[] {
  if (one.status === 'images-arriving') return ['images-complete'];
  if (one.status === 'acquiring') return one.images > 0 ? ['images-complete'] : [];
  return beforeScan.has(one.status) ? ['acquire'] : [];
}

function asRequester(one: CaseDto): readonly ActionId[] {
  if (one.status === 'signed') return ['acknowledge'];
  if (one.critical != null && one.critical.confirmedAt == null) return ['acknowledge'];
  return beforeScan.has(one.status) ? ['cancel'] : [];
}

/** A physician or the coordinator says that a flag from outside does not count. */
export function mayLift(one: CaseDto, who: Who): boolean {
  const physician = who.reader !== null || who.roles.includes('regulator');
  return (physician || who.roles.includes('coordinator')) && !ended.has(one.status);
}

/** The one thing that a reader most likely wants next; `p` and the row's button do it. */
export function takeAction(allowed: readonly ActionId[]): 'accept' | 'claim' | null {
  if (allowed.includes('accept')) return 'accept';
  return allowed.includes('claim') ? 'claim' : null;
}

/** Reasons offered for each action that must give one, as the stable codes that the history keeps. */
export const reasonCodes = {
  decline: ['already-reading', 'not-my-specialty', 'on-site-emergency', 'technical-problem', 'other'],
  release: ['not-my-specialty', 'on-site-emergency', 'technical-problem', 'other'],
  refuse: ['not-indicated', 'other-modality', 'duplicate-request', 'other'],
  hold: ['missing-images', 'missing-clinical', 'awaiting-priors', 'second-opinion', 'other'],
  cancel: ['wrong-patient', 'patient-transferred', 'duplicate-request', 'other'],
  reassign: ['second-opinion', 'peak-load', 'technical-problem', 'other'],
  externalise: ['peak-load', 'technical-problem', 'other'],
  urgency: ['derived-confirmed', 'clinical-change', 'other'],
} as const satisfies Partial<Record<ActionId, readonly string[]>>;

export type ReasonedAction = keyof typeof reasonCodes;

export function isReasoned(action: ActionId): action is ReasonedAction {
  return action in reasonCodes;
}
