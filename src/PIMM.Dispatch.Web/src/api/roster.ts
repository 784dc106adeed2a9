import type { AbsenceBody, DutyBody, EquityDto, GiveSlotsBody, RosterDto } from '../contracts/roster';
import type { TakeOverBody, TakeSlotsBackBody } from '../contracts/roster';
import type { ForecastDto } from '../contracts/forecasts';
import { get, send } from './http';

/** Without a span: the sixty days ahead. */
export function fetchRoster(territory: string, span?: { from: number; to: number }): Promise<RosterDto> {
  const query =
    span === undefined
      ? ''
      : `?from=${new Date(span.from).toISOString()}&to=${new Date(span.to).toISOString()}`;
  return get<RosterDto>(`${pathOf(territory)}/roster${query}`);
}

/** Without a month: the whole year. */
export function fetchEquity(territory: string, year: number, month: number | null): Promise<EquityDto> {
  return get<EquityDto>(`${pathOf(territory)}/equity?year=${year}${month === null ? '' : `&month=${month}`}`);
}

/** `assumed`: emergencies an hour, in place of what the territory has seen. */
export function fetchForecast(
  territory: string,
  span: { from: number; to: number },
  assumed: number | null,
): Promise<ForecastDto> {
  const query = `from=${new Date(span.from).toISOString()}&to=${new Date(span.to).toISOString()}`;
  const more = assumed === null ? '' : `&assumed=${assumed}`;
  return get<ForecastDto>(`${pathOf(territory)}/forecast?${query}${more}`);
}

export async function putOnDuty(territory: string, body: DutyBody, key: string): Promise<void> {
  await send('POST', `${pathOf(territory)}/duties`, body, key);
}

export async function takeOverDuty(
  territory: string,
  duty: string,
  body: TakeOverBody,
  key: string,
): Promise<void> {
  await send('POST', `${pathOf(territory)}/duties/${encodeURIComponent(duty)}/take-over`, body, key);
}

export async function cancelDuty(
  territory: string,
  duty: string,
  reason: string,
  key: string,
): Promise<void> {
  const path = `${pathOf(territory)}/duties/${encodeURIComponent(duty)}`;
  await send('DELETE', `${path}?reason=${encodeURIComponent(reason)}`, null, key);
}

export async function giveSlots(territory: string, body: GiveSlotsBody, key: string): Promise<void> {
  await send('POST', `${pathOf(territory)}/gaps/external`, body, key);
}

export async function takeSlotsBack(territory: string, body: TakeSlotsBackBody, key: string): Promise<void> {
  await send('POST', `${pathOf(territory)}/gaps/take-back`, body, key);
}

export async function recordAbsence(territory: string, body: AbsenceBody, key: string): Promise<void> {
  await send('POST', `${pathOf(territory)}/absences`, body, key);
}

export async function cancelAbsence(territory: string, absence: string, key: string): Promise<void> {
  await send('DELETE', `${pathOf(territory)}/absences/${encodeURIComponent(absence)}`, null, key);
}

function pathOf(territory: string): string {
  return `/api/territories/${encodeURIComponent(territory)}`;
}
