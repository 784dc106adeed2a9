import type { CaseDto } from '../contracts/wire';

/** How a timer looks: calm above half of its time, amber below, red in the last 15 % and when late. */
export type TimerBand = 'calm' | 'amber' | 'red' | 'none';

export interface TimeLeft {
  readonly text: string;
  readonly band: TimerBand;
  readonly late: boolean;
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const amberShare = 0.5;
const redShare = 0.15;

/**
 * Time left before the target, or time since it was missed, at the server's instant `now` (epoch
 * milliseconds). Once
 * the report is signed the clock stands still: how long it took.
 */
export function timeLeft(one: CaseDto, now: number): TimeLeft {
  if (one.dueAt == null || one.status === 'cancelled') return { text: '–', band: 'none', late: false };
  const due = Date.parse(one.dueAt);
  const start = Date.parse(one.clockStartedAt ?? one.requestedAt);
  if (one.signedAt != null) {
    const signed = Date.parse(one.signedAt);
    const late = signed > due;
    return { text: minutesInWords(signed - start), band: late ? 'red' : 'none', late };
  }
  const left = due - now;
  if (left <= 0) return { text: `+${duration(-left)}`, band: 'red', late: true };
  const share = left / Math.max(due - start, 1);
  const band = share > amberShare ? 'calm' : share > redShare ? 'amber' : 'red';
  return { text: duration(left), band, late: false };
}

/** `02:41` below an hour, `3 h 05` below a day, `2 j 4 h` above. Never negative. */
export function duration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < hourMs) {
    const seconds = Math.floor(span / 1_000);
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }
  if (span < dayMs) return `${Math.floor(span / hourMs)} h ${two(Math.floor((span % hourMs) / minuteMs))}`;
  return `${Math.floor(span / dayMs)} j ${Math.floor((span % dayMs) / hourMs)} h`;
}

/** `00:31` as hours and minutes: what a wall shows for the oldest case. */
export function hoursMinutes(milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / minuteMs);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Rounded minutes in words: `12 min`, `2 h 05`. */
export function minutesInWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / minuteMs));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
}

/** The age at the server's date: months below two years, then years. null when the birth date is unknown. */
export function age(birthDate: string | null | undefined, now: number): string | null {
  const birth = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(birthDate ?? '');
  if (birth === null) return null;
  const today = new Date(now);
  const years = today.getUTCFullYear() - Number(birth[1]);
  const months =
    years * 12 + today.getUTCMonth() + 1 - Number(birth[2]) - (today.getUTCDate() < Number(birth[3]) ? 1 : 0);
  if (months < 0) return null;
  return months < 24 ? `${months}\u00a0mois` : `${Math.floor(months / 12)}\u00a0a`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Clock time in the territory's zone, whatever zone the browser stands in. */
export function clockTime(
  instant: string | number | null | undefined,
  zone: string,
  seconds = false,
): string {
  if (instant == null) return '–';
  return format(zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
  }).format(new Date(instant));
}

/** `dim. 22 nov.`: short enough to stand beside a clock. */
export function shortDate(instant: number, zone: string): string {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));
}

/** The local day of an instant, `2026-03-28`. */
export function localDay(instant: string | number, zone: string): string {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    new Date(instant),
  );
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The instant at which a local day begins: the days on which clocks change last 23 or 25 hours. */
export function startOfDay(day: string, zone: string): number {
  return instantAt(day, '00:00', zone);
}

/** The instant at which the clocks of a zone show a local day and time, `18:30`. */
export function instantAt(day: string, time: string, zone: string): number {
  const guess = Date.parse(`${day}T${time}:00Z`);
  const once = guess - zoneOffset(guess, zone);
  return guess - zoneOffset(once, zone);
}

/** `lun. 23`, `lundi 23 novembre`, or `23 nov.`: a local day in words, whatever the zone. */
export function dayInWords(day: string, form: 'column' | 'full' | 'short'): string {
  const forms = {
    column: { weekday: 'short', day: 'numeric' },
    full: { weekday: 'long', day: 'numeric', month: 'long' },
    short: { day: 'numeric', month: 'short' },
  } as const;
  return format('UTC', forms[form]).format(Date.parse(day));
}

/** `23–29 novembre 2026`. */
export function daysInWords(first: string, last: string): string {
  return format('UTC', { day: 'numeric', month: 'long', year: 'numeric' }).formatRange(
    Date.parse(first),
    Date.parse(last),
  );
}

/** How far local clocks are ahead of UTC at an instant, milliseconds. */
function zoneOffset(instant: number, zone: string): number {
  const local = `${localDay(instant, zone)}T${clockTime(instant, zone, true)}Z`;
  return Date.parse(local) - Math.floor(instant / 1_000) * 1_000;
}

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hourCycle: 'h23', ...options });
  formats.set(key, made);
  return made;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
