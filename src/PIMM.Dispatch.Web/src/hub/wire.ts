import { HttpError, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import { postAction } from '../api/http';
import type {
  AcknowledgeBody,
  ActBody,
  ActedDto,
  BeatDto,
  ChangesDto,
  JoinBody,
  JoinedDto,
  NoticeDto,
  SnapshotDto,
} from '../contracts/wire';

/** What the server says, as one family. */
export type Said =
  | { kind: 'snapshot'; snapshot: SnapshotDto }
  | { kind: 'changes'; changes: ChangesDto }
  | { kind: 'notice'; notice: NoticeDto }
  | { kind: 'beat'; beat: BeatDto };

/** One hub connection: SignalR in a browser, a double in tests. */
export interface Wire {
  /** Rejects with `SignedOut` when the session is over, with any other error when the server is not there. */
  start(): Promise<void>;
  stop(): Promise<void>;
  connected(): boolean;
  join(body: JoinBody): Promise<JoinedDto>;
  act(body: ActBody): Promise<ActedDto>;
  acknowledge(body: AcknowledgeBody): Promise<ActedDto>;
}

export interface WireEars {
  said: (said: Said) => void;
  closed: () => void;
}

/** The session ended on the server: nothing helps but signing in. */
export class SignedOut extends Error {}

const statusUnauthorized = 401;

/** The server writes to a healthy browser every two seconds; four missed beats end the connection. */
const serverTimeoutMilliseconds = 8_000;
const keepAliveMilliseconds = 5_000;

/** The hub takes 32 KB a message; a long report goes over HTTP, with the same id. */
const hubCharactersMax = 12_000;

export function openWire(ears: WireEars): Wire {
  const connection = new HubConnectionBuilder()
    .withUrl('/hubs/dispatch')
    .configureLogging(LogLevel.None)
    .withServerTimeout(serverTimeoutMilliseconds)
    .withKeepAliveInterval(keepAliveMilliseconds)
    .build();
  connection.on('Snapshot', (snapshot: SnapshotDto) => ears.said({ kind: 'snapshot', snapshot }));
  connection.on('Changes', (changes: ChangesDto) => ears.said({ kind: 'changes', changes }));
  connection.on('Notice', (notice: NoticeDto) => ears.said({ kind: 'notice', notice }));
  connection.on('Beat', (beat: BeatDto) => ears.said({ kind: 'beat', beat }));
  connection.onclose(() => ears.closed());
  return {
    start: () =>
      connection.start().catch((error: unknown) => {
        if (error instanceof HttpError && error.statusCode === statusUnauthorized) throw new SignedOut();
        throw error;
      }),
    stop: () => connection.stop(),
    connected: () => connection.state === HubConnectionState.Connected,
    join: (body) => connection.invoke<JoinedDto>('Join', body),
    act: (body) =>
      JSON.stringify(body).length > hubCharactersMax
        ? postAction(body)
        : connection.invoke<ActedDto>('Act', body),
    acknowledge: (body) => connection.invoke<ActedDto>('Acknowledge', body),
  };
}
