import type {
  ActBody,
  ActedDto,
  DispatchDecisionDto,
  ExamRequestBody,
  PresenceId,
  ProblemDto,
  SessionDto,
  SignInBody,
  TerritoryDto,
  TimelineEntryDto,
  CaseDto,
} from '../contracts/wire';

import { newId } from '../ui/newId';

/** A refusal or a failure of the API, with the server's French title when it gave one. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly problem: ProblemDto | null,
  ) {
    super(problem?.title ?? `HTTP ${status}`);
  }
}

/** What the network did, when no answer came at all. */
const noAnswerStatus = 0;

export async function fetchSession(): Promise<SessionDto | null> {
  try {
    return await get<SessionDto>('/api/session');
  } catch (error) {
    if (error instanceof ApiFailure && (error.status === 401 || error.status === 403)) return null;
    throw error;
  }
}

export async function signIn(body: SignInBody): Promise<void> {
  await send('POST', '/api/session', body);
}

export async function signOut(): Promise<void> {
  await send('DELETE', '/api/session', null);
}

export function fetchTerritories(): Promise<readonly TerritoryDto[]> {
  return get<readonly TerritoryDto[]>('/api/territories');
}

export function fetchDecisions(caseId: string): Promise<readonly DispatchDecisionDto[]> {
  return get<readonly DispatchDecisionDto[]>(`/api/cases/${encodeURIComponent(caseId)}/decisions`);
}

export function fetchTimeline(caseId: string): Promise<readonly TimelineEntryDto[]> {
  return get<readonly TimelineEntryDto[]>(`/api/cases/${encodeURIComponent(caseId)}/timeline`);
}

export async function putPresence(presence: PresenceId, territory: string): Promise<void> {
  await send('PUT', '/api/me/presence', { presence, territory }, newId());
}

/** `key` stays the same while the same request is tried again: the server opens one case, not two. */
export async function openRequest(body: ExamRequestBody, key: string): Promise<CaseDto> {
  const response = await send('POST', '/api/requests', body, key);
  return (await response.json()) as CaseDto;
}

/** The same action as on the hub: `commandId` makes a repeat return the first outcome. */
export async function postAction({ caseId, action, commandId, body }: ActBody): Promise<ActedDto> {
  try {
    const path = `/api/cases/${encodeURIComponent(caseId)}/${action}`;
    const response = await send('POST', path, body ?? {}, commandId);
    return { done: true, case: (await response.json()) as CaseDto, code: null, title: null, reader: null };
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.problem === null) throw error;
    const { code, title, reader } = error.problem;
    return { done: false, case: null, code: code ?? null, title: title ?? null, reader: reader ?? null };
  }
}

export async function openOrphan(territory: string, study: string, key: string): Promise<void> {
  await send('POST', `${orphanPath(territory, study)}/open`, {}, key);
}

export async function attachOrphan(
  territory: string,
  study: string,
  caseId: string,
  key: string,
): Promise<void> {
  await send('POST', `${orphanPath(territory, study)}/attach`, { caseId }, key);
}

function orphanPath(territory: string, study: string): string {
  return `/api/territories/${encodeURIComponent(territory)}/orphans/${encodeURIComponent(study)}`;
}

export async function get<T>(path: string): Promise<T> {
  const response = await call(path, { headers: { accept: 'application/json' } });
  return (await response.json()) as T;
}

export function send(
  method: string,
  path: string,
  body: unknown,
  idempotencyKey?: string,
): Promise<Response> {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  return call(path, { method, headers, ...(body === null ? {} : { body: JSON.stringify(body) }) });
}

async function call(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch(() => null);
  if (response === null) throw new ApiFailure(noAnswerStatus, null);
  if (response.ok) return response;
  throw new ApiFailure(response.status, await problemOf(response));
}

async function problemOf(response: Response): Promise<ProblemDto | null> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return null;
  return (await response.json().catch(() => null)) as ProblemDto | null;
}
