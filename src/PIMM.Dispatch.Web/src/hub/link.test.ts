// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActBody, ActedDto, JoinBody, JoinedDto } from '../contracts/wire';
import { aCase, aNotice, aReader, aSnapshot, instant, someChanges } from './fixtures';
import { DispatchLink } from './link';
import { SignedOut } from './wire';
import type { Wire, WireEars } from './wire';

/** A hub in memory: answers when told to, breaks when told to. */
class FakeWire implements Wire {
  ears!: WireEars;
  isConnected = false;
  refuseStart: Error | null = null;
  joins: JoinBody[] = [];
  acts: ActBody[] = [];
  acknowledged: string[] = [];
  private pending: { resolve: (answer: ActedDto) => void; reject: (error: Error) => void }[] = [];

  open = (ears: WireEars): Wire => {
    this.ears = ears;
    return this;
  };

  async start(): Promise<void> {
    if (this.refuseStart !== null) throw this.refuseStart;
    this.isConnected = true;
  }

  async stop(): Promise<void> {
    this.isConnected = false;
  }

  connected(): boolean {
    return this.isConnected;
  }

  async join(body: JoinBody): Promise<JoinedDto> {
    this.joins.push(body);
    if (body.after === null) this.ears.said({ kind: 'snapshot', snapshot: aSnapshot() });
    return { sequence: 10, resumed: body.after !== null, serverTime: instant(10) };
  }

  act(body: ActBody): Promise<ActedDto> {
    this.acts.push(body);
    return new Promise((resolve, reject) => this.pending.push({ resolve, reject }));
  }

  async acknowledge({ noticeId }: { noticeId: string }): Promise<ActedDto> {
    this.acknowledged.push(noticeId);
    return { done: true, case: null, code: null, title: null, reader: null };
  }

  answer(answer: ActedDto): void {
    this.pending.shift()?.resolve(answer);
  }

  break(): void {
    this.isConnected = false;
    for (const one of this.pending.splice(0)) one.reject(new Error('Connection closed.'));
    this.ears.closed();
  }
}

const done: ActedDto = {
  done: true,
  case: aCase({ status: 'accepted', reader: 'r1', sequence: 12 }),
  code: null,
  title: null,
  reader: null,
};

describe('a link', () => {
  let wire: FakeWire;
  let link: DispatchLink;
  const noticed = vi.fn();
  const signedOut = vi.fn();
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  beforeEach(async () => {
    vi.useFakeTimers();
    noticed.mockClear();
    signedOut.mockClear();
    wire = new FakeWire();
    link = new DispatchLink('t', 'reader', { noticed, signedOut }, wire.open);
    await settle();
  });

  afterEach(() => {
    link.close();
    vi.useRealTimers();
  });

  it('joins once with nothing seen, and is live', () => {
    expect(wire.joins).toEqual([{ territory: 't', view: 'reader', after: null }]);
    expect(link.current()).toMatchObject({ liveness: 'live', stale: false, denied: null });
    expect(link.current().feed.cases.size).toBe(1);
  });

  it('joins again with the last sequence on a gap, once', async () => {
    wire.ears.said({ kind: 'changes', changes: someChanges(12, 13) });
    wire.ears.said({ kind: 'changes', changes: someChanges(13, 14) });
    await settle();
    expect(wire.joins.slice(1)).toEqual([{ territory: 't', view: 'reader', after: 10 }]);
  });

  it('says reconnecting after five silent seconds, stale after fifteen, offline after sixty', async () => {
    await pass(4_000);
    expect(link.current().liveness).toBe('live');
    await pass(2_000);
    expect(link.current()).toMatchObject({ liveness: 'reconnecting', stale: false });
    await pass(10_000);
    expect(link.current().stale).toBe(true);
    await pass(50_000);
    expect(link.current().liveness).toBe('offline');
    wire.ears.said({ kind: 'beat', beat: { sequence: 10, serverTime: instant(12) } });
    expect(link.current()).toMatchObject({ liveness: 'live', stale: false });
  });

  it('resumes by sequence after a reconnection', async () => {
    wire.ears.said({ kind: 'changes', changes: someChanges(10, 11, { cases: [aCase({ id: 't.2' })] }) });
    wire.break();
    expect(link.current().liveness).toBe('reconnecting');
    await pass(1);
    expect(wire.joins.at(-1)).toEqual({ territory: 't', view: 'reader', after: 11 });
    expect(link.current().feed.cases.size).toBe(2);
  });

  it('keeps trying for as long as the server is away', async () => {
    wire.refuseStart = new Error('no answer');
    wire.break();
    await pass(30_000);
    wire.refuseStart = null;
    await pass(3_000);
    expect(wire.isConnected).toBe(true);
    expect(wire.joins).toHaveLength(2);
  });

  it('sends an action again with the same id when the connection broke before the answer', async () => {
    const answer = link.act('t.1', 'claim');
    await settle();
    wire.break();
    expect(link.current().outbox.size).toBe(1);
    await pass(1);
    expect(wire.acts).toHaveLength(2);
    expect(wire.acts[1]?.commandId).toBe(wire.acts[0]?.commandId);
    wire.answer(done);
    expect(await answer).toBe(done);
    expect(link.current().outbox.size).toBe(0);
    expect(link.current().feed.cases.get('t.1')?.status).toBe('accepted');
  });

  it('keeps what was asked while the connection was down', async () => {
    wire.refuseStart = new Error('no answer');
    wire.break();
    const answer = link.act('t.1', 'claim');
    await settle();
    expect(wire.acts).toHaveLength(0);
    wire.refuseStart = null;
    await pass(3_000);
    wire.answer(done);
    expect((await answer).done).toBe(true);
  });

  it('gives a refusal back and lifts what was shown ahead of it', async () => {
    const answer = link.act('t.1', 'claim');
    await settle();
    wire.answer({
      done: false,
      case: aCase({ status: 'accepted', reader: 'r2', sequence: 12 }),
      code: 'already-taken',
      title: 'Déjà pris.',
      reader: 'r2',
    });
    expect(await answer).toMatchObject({ done: false, reader: 'r2' });
    expect(link.current().outbox.size).toBe(0);
    expect(link.current().feed.cases.get('t.1')?.reader).toBe('r2');
  });

  it('tells of each notice and forgets it when it is acknowledged', async () => {
    wire.ears.said({ kind: 'notice', notice: aNotice() });
    expect(noticed).toHaveBeenCalledWith(aNotice());
    await link.acknowledge('n1');
    expect(wire.acknowledged).toEqual(['n1']);
    expect(link.current().feed.notices.size).toBe(0);
  });

  it('says so when the session is over, and does not knock again', async () => {
    wire.refuseStart = new SignedOut();
    wire.break();
    await pass(30_000);
    expect(signedOut).toHaveBeenCalledTimes(1);
  });

  it('asks for nothing more once it is closed', async () => {
    link.close();
    wire.break();
    await pass(10_000);
    expect(wire.joins).toHaveLength(1);
  });

  it('knows its readers', () => {
    expect(link.current().feed.readers.get('r1')).toEqual(aReader());
  });
});
