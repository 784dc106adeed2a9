import type { NoticeKind } from '../../contracts/notices';
import type { NoticeDto, UrgencyId } from '../../contracts/wire';

/** One thing that is wrong, however many notices say so. */
export interface Condition {
  readonly key: string;
  /** Set when the notices have one cause for many cases, and are shown as one line with a count. */
  readonly shared: SharedKind | null;
  /** The most pressing first. Never empty. */
  readonly notices: readonly NoticeDto[];
}

const sharedKinds = ['no-reader', 'images-overdue'] as const;

/** Kinds of which one cause (nobody at work, a link that is down) raises one notice per case. */
export type SharedKind = (typeof sharedKinds)[number];

/** Below the times after which the server says a notice again, so that each repetition rings once. */
const quietMs = { vital: 4_000, other: 12_000 };

const order: readonly UrgencyId[] = ['vital', 'urgent', 'semi-urgent', 'scheduled'];

/** A vital case is a condition of its own: it never disappears in the count of others. */
export function conditionKey(notice: Pick<NoticeDto, 'kind' | 'urgency' | 'caseId'>): string {
  const shared = sharedOf(notice.kind);
  return shared === null || notice.urgency === 'vital' ? `case:${notice.caseId ?? 'none'}` : shared;
}

/** The conditions behind the notices, the newest first. */
export function conditionsOf(notices: Iterable<NoticeDto>): readonly Condition[] {
  const lines = new Map<string, NoticeDto[]>();
  for (const notice of notices) {
    const key = conditionKey(notice);
    const line = key.startsWith('case:') ? `notice:${notice.id}` : key;
    lines.set(line, [...(lines.get(line) ?? []), notice]);
  }
  return [...lines]
    .map(([key, all]) => ({
      key,
      shared: all.length > 1 ? sharedOf(all[0]?.kind ?? 'case-assigned') : null,
      notices: [...all].sort(mostPressingFirst),
    }))
    .sort((a, b) => newest(b).localeCompare(newest(a)));
}

/**
 * Whether a notice rings, after what has rung: once per condition and repetition, so that a cause with a
 * thousand cases is one alarm and not a thousand sounds.
 */
export function ringsNow(
  rung: ReadonlyMap<string, number>,
  notice: Pick<NoticeDto, 'kind' | 'urgency' | 'caseId'>,
  now: number,
): boolean {
  const last = rung.get(conditionKey(notice));
  return last === undefined || now - last >= quietMs[notice.urgency === 'vital' ? 'vital' : 'other'];
}

function sharedOf(kind: NoticeKind): SharedKind | null {
  return sharedKinds.find((one) => one === kind) ?? null;
}

function mostPressingFirst(a: NoticeDto, b: NoticeDto): number {
  return rank(a) - rank(b) || a.at.localeCompare(b.at);
}

/** What speaks of no case comes last. */
function rank(notice: NoticeDto): number {
  return notice.urgency === null ? order.length : order.indexOf(notice.urgency);
}

function newest(condition: Condition): string {
  return condition.notices.reduce((last, one) => (one.at > last ? one.at : last), '');
}
