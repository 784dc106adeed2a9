import type { CaseDto, UrgencyId } from '../../contracts/wire';

const rank: Record<UrgencyId, number> = { vital: 0, urgent: 1, 'semi-urgent': 2, scheduled: 3 };

/**
 * Urgency, then the least time left, which a flag from outside makes shorter; cases whose clock has not
 * started come after, oldest request first.
 */
export function compareOpen(a: CaseDto, b: CaseDto): number {
  return (
    rank[a.urgency] - rank[b.urgency] ||
    compareInstants(placeOf(a), placeOf(b)) ||
    a.requestedAt.localeCompare(b.requestedAt) ||
    a.id.localeCompare(b.id)
  );
}

/** The last finished first. */
export function compareDone(a: CaseDto, b: CaseDto): number {
  return (b.signedAt ?? b.requestedAt).localeCompare(a.signedAt ?? a.requestedAt) || a.id.localeCompare(b.id);
}

function placeOf(one: CaseDto): string | null {
  return one.dueAt == null ? null : one.pressingAt;
}

function compareInstants(a: string | null, b: string | null): number {
  if (a == null || b == null) return a == null && b == null ? 0 : a == null ? 1 : -1;
  return Date.parse(a) - Date.parse(b);
}

export interface HeldOrder {
  readonly ids: readonly string[];
  /** Rows that would come, go or move if the order were applied. */
  readonly waiting: number;
}

/**
 * The order to show while a hand is in the list: nothing moves under it. Rows that left stay as they are;
 * new rows
 * wait, except vital ones, which enter on top.
 */
export function heldOrder(
  shown: readonly string[],
  target: readonly string[],
  isVital: (id: string) => boolean,
): HeldOrder {
  const before = new Set(shown);
  const after = new Set(target);
  const entering = target.filter((id) => !before.has(id) && isVital(id));
  const waitingToEnter = target.filter((id) => !before.has(id) && !isVital(id)).length;
  const leaving = shown.filter((id) => !after.has(id)).length;
  const stayingShown = shown.filter((id) => after.has(id));
  const stayingTarget = target.filter((id) => before.has(id));
  return {
    ids: [...entering, ...shown],
    waiting: waitingToEnter + leaving + movedCount(stayingShown, stayingTarget),
  };
}

/**
 * How many rows must be picked up to turn one order into the other: all but the longest run already in
 * order.
 */
function movedCount(shown: readonly string[], target: readonly string[]): number {
  const place = new Map(target.map((id, index) => [id, index]));
  const tails: number[] = [];
  for (const id of shown) {
    const at = place.get(id) ?? 0;
    const index = tails.findIndex((one) => one >= at);
    if (index === -1) tails.push(at);
    else tails[index] = at;
  }
  return shown.length - tails.length;
}
