import type { RehearsalBody, RehearsalDto } from '../contracts/rehearsals';
import { get, send } from './http';

/** Those that the server keeps, the latest first, without their results. */
export function fetchRehearsals(territory: string): Promise<readonly RehearsalDto[]> {
  return get<readonly RehearsalDto[]>(pathOf(territory));
}

export function fetchRehearsal(territory: string, id: string): Promise<RehearsalDto> {
  return get<RehearsalDto>(`${pathOf(territory)}/${encodeURIComponent(id)}`);
}

/** The same `key` is the same rehearsal: tried again, none is begun twice. */
export async function beginRehearsal(
  territory: string,
  body: RehearsalBody,
  key: string,
): Promise<RehearsalDto> {
  const response = await send('POST', pathOf(territory), body, key);
  return (await response.json()) as RehearsalDto;
}

export async function cancelRehearsal(territory: string, id: string): Promise<void> {
  await send('DELETE', `${pathOf(territory)}/${encodeURIComponent(id)}`, null);
}

function pathOf(territory: string): string {
  return `/api/territories/${encodeURIComponent(territory)}/rehearsals`;
}
