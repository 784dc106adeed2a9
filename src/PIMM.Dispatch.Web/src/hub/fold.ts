import type {
  BeatDto,
  CaseDto,
  ChangesDto,
  NoticeDto,
  OrphanDto,
  ReaderDto,
  SnapshotDto,
  StatisticsDto,
  ViewId,
} from '../contracts/wire';

/**
 * What one view knows, as a pure fold of the hub's messages. No clock and no connection in here: the same
 * messages
 * give the same feed.
 */
export interface Feed {
  readonly territory: string;
  readonly view: ViewId;
  /** The last sequence covered, or null before the first snapshot. */
  readonly sequence: number | null;
  readonly cases: ReadonlyMap<string, CaseDto>;
  readonly readers: ReadonlyMap<string, ReaderDto>;
  readonly orphans: ReadonlyMap<string, OrphanDto>;
  readonly notices: ReadonlyMap<string, NoticeDto>;
  readonly last24Hours: StatisticsDto | null;
  readonly message: string | null;
  /** What the connection owes this feed: nothing, the changes after `sequence`, or a whole snapshot. */
  readonly needs: 'nothing' | 'changes' | 'snapshot';
  /** Beats in a row whose sequence was ahead of ours without changes arriving. */
  readonly beatsAhead: number;
}

export type FeedEvent =
  | { kind: 'snapshot'; snapshot: SnapshotDto }
  | { kind: 'changes'; changes: ChangesDto }
  | { kind: 'notice'; notice: NoticeDto }
  | { kind: 'beat'; beat: BeatDto }
  | { kind: 'acted'; case: CaseDto }
  | { kind: 'acknowledged'; noticeId: string }
  | { kind: 'joining' }
  /** A join for a whole snapshot was cut off, or the server says what this page does not understand. */
  | { kind: 'lost' };

/** Two seconds a beat: changes that lag three beats behind are lost, not late. */
const beatsAheadMax = 3;

export function emptyFeed(territory: string, view: ViewId): Feed {
  return {
    territory,
    view,
    sequence: null,
    cases: new Map(),
    readers: new Map(),
    orphans: new Map(),
    notices: new Map(),
    last24Hours: null,
    message: null,
    needs: 'snapshot',
    beatsAhead: 0,
  };
}

export function foldFeed(feed: Feed, event: FeedEvent): Feed {
  switch (event.kind) {
    case 'snapshot':
      return foldSnapshot(feed, event.snapshot);
    case 'changes':
      return foldChanges(feed, event.changes);
    case 'notice':
      return { ...feed, notices: withOne(feed.notices, event.notice.id, event.notice) };
    case 'beat':
      return foldBeat(feed, event.beat);
    case 'acted':
      return { ...feed, cases: newerCases(feed.cases, [event.case], []) };
    case 'acknowledged':
      return { ...feed, notices: without(feed.notices, [event.noticeId]) };
    case 'joining':
      return { ...feed, needs: 'nothing', beatsAhead: 0 };
    case 'lost':
      return { ...feed, needs: 'snapshot' };
    // A newer server says what this page does not understand: only a whole snapshot is safe.
    default:
      return unknown(feed, event);
  }
}

function unknown(feed: Feed, _event: never): Feed {
  return { ...feed, needs: 'snapshot' };
}

function foldSnapshot(feed: Feed, snapshot: SnapshotDto): Feed {
  if (snapshot.territory !== feed.territory || snapshot.view !== feed.view) return feed;
  return {
    territory: feed.territory,
    view: feed.view,
    sequence: snapshot.sequence,
    cases: keyed(snapshot.cases, (one) => one.id),
    readers: keyed(snapshot.readers, (one) => one.id),
    orphans: keyed(snapshot.orphans, (one) => one.studyInstanceUid),
    notices: keyed(snapshot.notices, (one) => one.id),
    last24Hours: snapshot.last24Hours ?? null,
    message: snapshot.message ?? null,
    needs: 'nothing',
    beatsAhead: 0,
  };
}

function foldChanges(feed: Feed, changes: ChangesDto): Feed {
  if (changes.territory !== feed.territory) return feed;
  if (feed.sequence === null) return feed;
  if (changes.to <= feed.sequence) return feed;
  if (changes.from !== feed.sequence)
    return { ...feed, needs: feed.needs === 'snapshot' ? 'snapshot' : 'changes' };
  return {
    ...feed,
    sequence: changes.to,
    cases: newerCases(feed.cases, changes.cases ?? [], changes.removed ?? []),
    readers: merged(feed.readers, changes.readers ?? [], (one) => one.id, []),
    orphans: merged(
      feed.orphans,
      changes.orphans ?? [],
      (one) => one.studyInstanceUid,
      changes.orphansGone ?? [],
    ),
    notices: without(feed.notices, changes.noticesGone ?? []),
    last24Hours: changes.last24Hours ?? feed.last24Hours,
    beatsAhead: 0,
  };
}

function foldBeat(feed: Feed, beat: BeatDto): Feed {
  const ahead = feed.sequence !== null && beat.sequence > feed.sequence ? feed.beatsAhead + 1 : 0;
  if (ahead === feed.beatsAhead) return feed;
  if (ahead < beatsAheadMax) return { ...feed, beatsAhead: ahead };
  return { ...feed, beatsAhead: 0, needs: feed.needs === 'snapshot' ? 'snapshot' : 'changes' };
}

/** A row answered by an action may overtake the changes that carry it: the later event of the case wins. */
function newerCases(
  before: ReadonlyMap<string, CaseDto>,
  changed: readonly CaseDto[],
  removed: readonly string[],
): ReadonlyMap<string, CaseDto> {
  const fresh = changed.filter((one) => one.sequence >= (before.get(one.id)?.sequence ?? 0));
  return merged(before, fresh, (one) => one.id, removed);
}

function merged<T>(
  before: ReadonlyMap<string, T>,
  changed: readonly T[],
  key: (one: T) => string,
  gone: readonly string[],
): ReadonlyMap<string, T> {
  if (changed.length === 0 && gone.length === 0) return before;
  const after = new Map(before);
  for (const one of changed) after.set(key(one), one);
  for (const id of gone) after.delete(id);
  return after;
}

function withOne<T>(before: ReadonlyMap<string, T>, id: string, value: T): ReadonlyMap<string, T> {
  return new Map(before).set(id, value);
}

function without<T>(before: ReadonlyMap<string, T>, ids: readonly string[]): ReadonlyMap<string, T> {
  if (!ids.some((id) => before.has(id))) return before;
  const after = new Map(before);
  for (const id of ids) after.delete(id);
  return after;
}

function keyed<T>(all: readonly T[] | null | undefined, key: (one: T) => string): ReadonlyMap<string, T> {
  return new Map((all ?? []).map((one) => [key(one), one]));
}
