import type {
  ContactBody,
  ContactDto,
  ContactTestDto,
  MyAlertsDto,
  TerritoryAlertsDto,
} from '../contracts/alerts';
import { get, send } from './http';

export function fetchMyAlerts(): Promise<MyAlertsDto> {
  return get<MyAlertsDto>('/api/me/alerts');
}

export function fetchTerritoryAlerts(territory: string): Promise<TerritoryAlertsDto> {
  return get<TerritoryAlertsDto>(`/api/territories/${encodeURIComponent(territory)}/alerts`);
}

export async function addContact(body: ContactBody): Promise<ContactDto> {
  return (await (await send('POST', '/api/me/contacts', body)).json()) as ContactDto;
}

export async function removeContact(id: string): Promise<void> {
  await send('DELETE', `/api/me/contacts/${encodeURIComponent(id)}`, null);
}

/** All the way, as an alert goes; the same key is noted once. */
export async function testContact(id: string, key: string): Promise<ContactTestDto> {
  const response = await send('POST', `/api/me/contacts/${encodeURIComponent(id)}/test`, {}, key);
  return (await response.json()) as ContactTestDto;
}
