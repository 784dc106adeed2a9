import type { HandoverAnswerBody, HandoverBody, HandoverDto, ProviderDto } from '../contracts/externals';
import { get, send } from './http';

export function fetchHandovers(territory: string): Promise<readonly HandoverDto[]> {
  return get<readonly HandoverDto[]>(`${pathOf(territory)}/handovers`);
}

/** What the caller's provider can take now, and what it has; a coordinator sees all providers. */
export function fetchProviders(territory: string): Promise<readonly ProviderDto[]> {
  return get<readonly ProviderDto[]>(`${pathOf(territory)}/providers`);
}

/** A coordinator hands over what a reader has and has not started. */
export async function openHandover(territory: string, body: HandoverBody, key: string): Promise<void> {
  await send('POST', `${pathOf(territory)}/handovers`, body, key);
}

export async function answerHandover(
  territory: string,
  id: string,
  answer: 'accept' | 'decline',
  body: HandoverAnswerBody,
  key: string,
): Promise<void> {
  await send('POST', `${pathOf(territory)}/handovers/${encodeURIComponent(id)}/${answer}`, body, key);
}

function pathOf(territory: string): string {
  return `/api/territories/${encodeURIComponent(territory)}`;
}
