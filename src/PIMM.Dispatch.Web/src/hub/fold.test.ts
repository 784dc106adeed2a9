import { describe, expect, it } from 'vitest';
import { aCase, aNotice, aReader, aSnapshot, instant, someChanges } from './fixtures';
import { emptyFeed, foldFeed } from './fold';
import type { Feed, FeedEvent } from './fold';

const after = (...events: readonly FeedEvent[]): Feed => events.reduce(foldFeed, emptyFeed('t', 'reader'));
const joined: FeedEvent = { kind: 'snapshot', snapshot: aSnapshot() };
const changes = (...args: Parameters<typeof someChanges>): FeedEvent => ({
  kind: 'changes',
  changes: someChanges(...args),
});
const beat = (sequence: number): FeedEvent => ({ kind: 'beat', beat: { sequence, serverTime: instant(11) } });

describe('a feed', () => {
  it('asks for a snapshot before it has one', () => {
    expect(emptyFeed('t', 'reader').needs).toBe('snapshot');
    expect(after({ kind: 'joining' }, changes(10, 11)).sequence).toBeNull();
  });

  it('is replaced as a whole by a snapshot', () => {
    const feed = after(joined, {
      kind: 'snapshot',
      snapshot: aSnapshot({ sequence: 20, cases: [aCase({ id: 't.9' })] }),
    });
    expect([...feed.cases.keys()]).toEqual(['t.9']);
    expect(feed.sequence).toBe(20);
    expect(feed.needs).toBe('nothing');
  });

  it('ignores a snapshot of another territory or view', () => {
    const feed = after(joined);
    expect(foldFeed(feed, { kind: 'snapshot', snapshot: aSnapshot({ territory: 'u' }) })).toBe(feed);
    expect(foldFeed(feed, { kind: 'snapshot', snapshot: aSnapshot({ view: 'tracking' }) })).toBe(feed);
  });

  it('puts whole rows in place of those with the same id, and takes removed ones away', () => {
    const feed = after(
      joined,
      changes(10, 12, {
        cases: [aCase({ status: 'accepted', sequence: 11 }), aCase({ id: 't.2', sequence: 12 })],
        readers: [aReader({ presence: 'busy' })],
      }),
      changes(12, 13, { removed: ['t.2'] }),
    );
    expect(feed.cases.get('t.1')?.status).toBe('accepted');
    expect(feed.cases.has('t.2')).toBe(false);
    expect(feed.readers.get('r1')?.presence).toBe('busy');
    expect(feed.sequence).toBe(13);
  });

  it('ignores changes that it has already covered', () => {
    const feed = after(joined, changes(10, 12, { removed: ['t.1'] }));
    expect(foldFeed(feed, changes(10, 12, { cases: [aCase()] }))).toBe(feed);
    expect(foldFeed(feed, changes(8, 9, { cases: [aCase()] }))).toBe(feed);
  });

  it('changes nothing on a gap but asks for what is missing', () => {
    const feed = after(joined, changes(11, 12, { removed: ['t.1'] }));
    expect(feed.needs).toBe('changes');
    expect(feed.sequence).toBe(10);
    expect(feed.cases.has('t.1')).toBe(true);
  });

  it('asks for a whole snapshot when a message is of a kind it does not know', () => {
    // As a newer server could send it: outside of the declared family.
    const unknown = { kind: 'merged-territories' } as unknown as FeedEvent;
    expect(after(joined, unknown).needs).toBe('snapshot');
  });

  it('keeps the need of a snapshot when a gap follows', () => {
    expect(after(joined, { kind: 'lost' }, changes(15, 16)).needs).toBe('snapshot');
  });

  it('asks for the changes when three beats in a row are ahead of it', () => {
    expect(after(joined, beat(12), beat(12)).needs).toBe('nothing');
    expect(after(joined, beat(12), beat(12), beat(12)).needs).toBe('changes');
    expect(after(joined, beat(12), beat(12), changes(10, 12), beat(12)).needs).toBe('nothing');
  });

  it('keeps a row that an answer brought when older changes arrive behind it', () => {
    const feed = after(
      joined,
      { kind: 'acted', case: aCase({ status: 'signed', sequence: 14 }) },
      changes(10, 12, { cases: [aCase({ status: 'accepted', sequence: 12 })] }),
    );
    expect(feed.cases.get('t.1')?.status).toBe('signed');
  });

  it('holds one notice per id until it is acknowledged or gone', () => {
    const told: FeedEvent = { kind: 'notice', notice: aNotice() };
    const again: FeedEvent = { kind: 'notice', notice: aNotice({ repeat: 1 }) };
    expect(after(joined, told, again).notices.size).toBe(1);
    expect(after(joined, told, { kind: 'acknowledged', noticeId: 'n1' }).notices.size).toBe(0);
    expect(after(joined, told, changes(10, 11, { noticesGone: ['n1'] })).notices.size).toBe(0);
  });

  it('takes lists that a server leaves out as empty', () => {
    const bare = { territory: 't', from: 10, to: 11 } as unknown as Parameters<typeof foldFeed>[1];
    expect(foldFeed(after(joined), { kind: 'changes', changes: bare as never }).sequence).toBe(11);
  });
});
