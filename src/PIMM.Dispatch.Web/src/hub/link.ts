import type { ActBody, ActedDto, ActionId, CaseActionBody, NoticeDto, ViewId } from '../contracts/wire';
import { newId } from '../ui/newId';
import { emptyFeed, foldFeed } from './fold';
import type { Feed, FeedEvent } from './fold';
import { isStale, livenessOf } from './liveness';
import type { Liveness, LinkFacts } from './liveness';
import { answered, asked, emptyOutbox } from './outbox';
import type { Outbox } from './outbox';
import { pageClock } from './pageClock';
import { openWire, SignedOut } from './wire';
import type { Said, Wire, WireEars } from './wire';

/** What the screens read; replaced as a whole at each change. */
export interface LinkView {
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly liveness: Liveness;
  readonly stale: boolean;
  /** Server instant of the last beat, epoch milliseconds. */
  readonly dataAt: number | null;
  /** Why the server does not let this person in, in its words; null while it does. */
  readonly denied: string | null;
}

export interface LinkEars {
  noticed: (notice: NoticeDto) => void;
  signedOut: () => void;
}

/** First retry at once, then slower, with no end: a night is long. */
const retryDelaysMilliseconds = [0, 500, 1_000, 2_000, 3_000];

/**
 * One view of one territory over one hub connection. Folds what arrives, rejoins on a gap, resumes by
 * sequence after
 * a reconnection, and keeps each action until it is answered.
 */
export class DispatchLink {
  private readonly wire: Wire;
  private readonly watchers = new Set<() => void>();
  private readonly answers = new Map<string, (answer: ActedDto) => void>();
  private readonly sent = new Set<string>();
  private state: LinkView;
  private beatMonotonic: number | null = null;
  private attempts = 0;
  private joining = false;
  private closed = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly stopTick: () => void;

  constructor(
    readonly territory: string,
    readonly view: ViewId,
    private readonly ears: LinkEars,
    open: (ears: WireEars) => Wire = openWire,
  ) {
    this.state = {
      feed: emptyFeed(territory, view),
      outbox: emptyOutbox,
      liveness: 'reconnecting',
      stale: false,
      dataAt: null,
      denied: null,
    };
    this.wire = open({ said: (said) => this.hear(said), closed: () => this.reconnectLater() });
    this.stopTick = pageClock.subscribe(() => this.watch());
    void this.start();
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  readonly current = (): LinkView => this.state;

  /** Resolves with the server's answer, whenever it comes; the same id is sent again until it does. */
  act(caseId: string, action: ActionId, body: CaseActionBody | null = null): Promise<ActedDto> {
    const act: ActBody = { caseId, action, commandId: newId(), body };
    this.change({ outbox: asked(this.state.outbox, act) });
    return new Promise((resolve) => {
      this.answers.set(act.commandId, resolve);
      void this.send(act);
    });
  }

  async acknowledge(noticeId: string): Promise<void> {
    this.apply({ kind: 'acknowledged', noticeId });
    if (!this.wire.connected()) return;
    // A failure needs no word: the server repeats the notice, and it is shown again.
    await this.wire.acknowledge({ noticeId }).catch(() => undefined);
  }

  close(): void {
    this.closed = true;
    this.stopTick();
    clearTimeout(this.retry);
    void this.wire.stop();
  }

  private hear(said: Said): void {
    if (said.kind === 'snapshot') this.beatSeen(said.snapshot.serverTime);
    if (said.kind === 'beat') this.beatSeen(said.beat.serverTime);
    this.apply(said);
    if (said.kind === 'notice') this.ears.noticed(said.notice);
  }

  private async start(): Promise<void> {
    try {
      await this.wire.start();
      this.attempts = 0;
      this.sent.clear();
      await this.join();
      for (const act of this.state.outbox.values()) void this.send(act);
    } catch (error) {
      if (error instanceof SignedOut) this.ears.signedOut();
      else this.reconnectLater();
    }
  }

  private async join(): Promise<void> {
    if (this.joining) return;
    this.joining = true;
    const { feed } = this.state;
    const after = feed.needs === 'snapshot' ? null : feed.sequence;
    this.apply({ kind: 'joining' });
    try {
      const joined = await this.wire.join({ territory: this.territory, view: this.view, after });
      this.beatSeen(joined.serverTime);
      // Gaps seen while the answer was under way are covered by what the server sends after it.
      this.apply({ kind: 'joining' });
      this.change({ denied: null });
    } catch (error) {
      // Refused while connected is a matter of rights; a broken connection leaves the debt for the next one.
      if (this.wire.connected())
        this.change({ denied: error instanceof Error ? error.message : String(error) });
      else if (after === null) this.apply({ kind: 'lost' });
    } finally {
      this.joining = false;
    }
    this.rejoinIfNeeded();
  }

  private async send(act: ActBody): Promise<void> {
    if (!this.wire.connected() || this.sent.has(act.commandId)) return;
    this.sent.add(act.commandId);
    try {
      this.settle(act.commandId, await this.wire.act(act));
    } catch {
      // A connection that broke leaves the outcome unknown: the act stays and is sent again with the same id.
      if (!this.wire.connected()) return;
      this.settle(act.commandId, { done: false, case: null, code: 'not-sent', title: null, reader: null });
    }
  }

  private settle(commandId: string, answer: ActedDto): void {
    if (answer.case != null) this.apply({ kind: 'acted', case: answer.case });
    this.change({ outbox: answered(this.state.outbox, commandId) });
    this.answers.get(commandId)?.(answer);
    this.answers.delete(commandId);
  }

  private reconnectLater(): void {
    if (this.closed) return;
    const delay = retryDelaysMilliseconds[Math.min(this.attempts, retryDelaysMilliseconds.length - 1)] ?? 0;
    this.attempts += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.start(), delay);
    this.watch();
  }

  private apply(event: FeedEvent): void {
    const feed = foldFeed(this.state.feed, event);
    if (feed !== this.state.feed) this.change({ feed });
    this.rejoinIfNeeded();
  }

  private rejoinIfNeeded(): void {
    const owed = this.state.feed.needs !== 'nothing' && this.state.denied === null;
    // Before the first join of a connection `start` does it; here only what a message revealed.
    if (owed && this.beatMonotonic !== null && !this.joining && this.wire.connected()) void this.join();
  }

  private beatSeen(serverTime: string): void {
    pageClock.observe(serverTime);
    this.beatMonotonic = pageClock.monotonic();
    this.change({ dataAt: Date.parse(serverTime) });
    this.watch();
  }

  /** Once a second and at each beat: silence is noticed by looking at the clock, not by a message. */
  private watch(): void {
    const facts: LinkFacts = {
      connected: this.wire.connected(),
      browserOnline: navigator.onLine,
      beatAge: this.beatMonotonic === null ? null : pageClock.monotonic() - this.beatMonotonic,
    };
    const liveness = livenessOf(facts);
    const stale = this.beatMonotonic !== null && isStale(facts);
    if (liveness !== this.state.liveness || stale !== this.state.stale) this.change({ liveness, stale });
  }

  private change(part: Partial<LinkView>): void {
    this.state = { ...this.state, ...part };
    for (const watcher of this.watchers) watcher();
  }
}
