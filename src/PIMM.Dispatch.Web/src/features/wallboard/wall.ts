import type { CaseDto, EstablishmentDto, ReaderDto, TurnaroundDto } from '../../contracts/wire';
import { compareOpen } from '../worklist/order';

/** At five metres no more lines than this can be read (20 minutes of arc on 55 inches). */
export const lineCountMax = 9;

/** A page of the wall stays this long. */
export const pageMilliseconds = 20_000;

/** A new vital case holds the wall this long. */
export const takeoverMilliseconds = 30_000;

export const amberFrameMilliseconds = 30_000;
export const deadMilliseconds = 120_000;

export type WallState = 'live' | 'aging' | 'dead';

/** What is older than two minutes must not be read at all. */
export function wallState(dataAge: number): WallState {
  if (dataAge >= deadMilliseconds) return 'dead';
  return dataAge >= amberFrameMilliseconds ? 'aging' : 'live';
}

/** Distances for which the sizes were computed; 5 m is the one of most rooms. */
export function distanceOf(text: string | undefined): 3 | 5 | 7 {
  if (text === '3') return 3;
  return text === '7' ? 7 : 5;
}

/** Smallest font that 20 minutes of arc ask for on a 55-inch screen of 1080 lines, in its pixels. */
export const fontMinimum: Record<3 | 5 | 7, number> = { 3: 40, 5: 66, 7: 92 };

export interface WallFigures {
  readonly toRead: number;
  /** When the clock of the longest-waiting case started, epoch milliseconds. */
  readonly oldest: number | null;
  /** That case's own target, milliseconds. */
  readonly oldestTarget: number | null;
  readonly lines: readonly CaseDto[];
  readonly withoutReader: number;
}

/** Everything that waits for a reader or is being read, the most pressing first. */
export function wallFigures(cases: Iterable<CaseDto>): WallFigures {
  const all = [...cases];
  const waiting = all.filter((one) => one.status === 'to-read' || one.status === 'offered');
  const lines = all.filter((one) => isOnWall(one)).sort(compareOpen);
  const started = waiting
    .filter((one) => one.clockStartedAt != null)
    .sort((a, b) => (a.clockStartedAt ?? '').localeCompare(b.clockStartedAt ?? ''));
  // A scheduled exam may wait for hours: it must not hide the emergency that has waited too long.
  const oldest =
    started.find((one) => one.urgency === 'vital' || one.urgency === 'urgent') ??
    started.find((one) => one.urgency === 'semi-urgent');
  const start = oldest?.clockStartedAt == null ? null : Date.parse(oldest.clockStartedAt);
  const due = oldest?.dueAt == null ? null : Date.parse(oldest.dueAt);
  return {
    toRead: waiting.length,
    oldest: start,
    oldestTarget: start === null || due === null ? null : due - start,
    lines,
    withoutReader: all.filter((one) => one.noReader && isOnWall(one)).length,
  };
}

const onWall: ReadonlySet<CaseDto['status']> = new Set([
  'images-arriving',
  'to-read',
  'offered',
  'accepted',
  'on-hold',
  'preliminary',
]);

function isOnWall(one: CaseDto): boolean {
  return onWall.has(one.status);
}

/** Which lines to show at an instant: pages take turns only when there is more than one. */
export function wallPage<T>(
  lines: readonly T[],
  now: number,
): { lines: readonly T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(lines.length / lineCountMax));
  const page = Math.floor(now / pageMilliseconds) % pages;
  return { lines: lines.slice(page * lineCountMax, (page + 1) * lineCountMax), page: page + 1, pages };
}

/** The vital case that has just come and that nobody has taken yet. */
export function takeoverCase(lines: readonly CaseDto[], now: number): CaseDto | null {
  return (
    lines.find((one) => {
      const since = now - Date.parse(one.imagesCompleteAt ?? one.requestedAt);
      return one.urgency === 'vital' && one.acceptedAt == null && since >= 0 && since < takeoverMilliseconds;
    }) ?? null
  );
}

export function siteShort(one: CaseDto, establishments: readonly EstablishmentDto[]): string {
  return (
    establishments.find((site) => site.id === one.establishment)?.abbreviation ??
    one.establishmentName.slice(0, 3).toUpperCase()
  );
}

/** Who can be counted on, those who are free first; no ranking, no count of what anybody did. */
export function whoIsHere(readers: Iterable<ReaderDto>): readonly ReaderDto[] {
  const order = { available: 0, reading: 1, busy: 2, break: 3, away: 4 };
  return [...readers]
    .filter((one) => one.onDuty)
    .sort((a, b) => order[a.presence] - order[b.presence] || a.name.localeCompare(b.name, 'fr'));
}

/** Whole per cent, never rounded up to a target that was missed. */
export function shareInTarget(turnaround: TurnaroundDto): number | null {
  return turnaround.n === 0 ? null : Math.floor((turnaround.inTarget / turnaround.n) * 100);
}
