import type { CaseDto } from '../contracts/wire';

export type StepId = 'request' | 'images' | 'assigned' | 'reading' | 'signed';

export interface Step {
  readonly id: StepId;
  readonly state: 'done' | 'current' | 'ahead';
  readonly at: string | null;
}

/** The five steps that everybody follows; the first that is not done is the current one. */
export function stepsOf(one: CaseDto): readonly Step[] {
  const instants: readonly (readonly [StepId, string | null])[] = [
    ['request', one.requestedAt],
    ['images', one.imagesCompleteAt ?? null],
    // An offer is no assignment until it is accepted; only its time is shown.
    ['assigned', one.acceptedAt ?? null],
    ['reading', one.preliminaryAt ?? one.signedAt ?? null],
    ['signed', one.signedAt ?? null],
  ];
  const reading = one.status === 'accepted' || one.status === 'on-hold' || one.status === 'preliminary';
  const doneCount = Math.max(
    instants.findLastIndex(([, at]) => at !== null) + 1,
    reading ? instants.findIndex(([id]) => id === 'reading') : 0,
  );
  const shownAt: Partial<Record<StepId, string | null>> = {
    assigned: one.acceptedAt ?? one.assignedAt ?? null,
    ...(reading ? { reading: one.acceptedAt ?? null } : {}),
  };
  return instants.map(([id, at], index) => ({
    id,
    at: shownAt[id] ?? at,
    state:
      index < doneCount ? 'done' : index === doneCount && one.status !== 'cancelled' ? 'current' : 'ahead',
  }));
}
