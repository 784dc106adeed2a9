import type { SlotForecastDto, StaffedSlotDto } from '../../contracts/forecasts';
import { addDays } from './grid';

/** The goal that a slot is judged by, percent below 45 minutes. */
export const goalPercent = 95;

/** Below this history is short, and rates lean on the territory's mean. */
export const shortWeeks = 8;

/** What the server foresees, and not a day more. */
const aheadDays = 60;

/** From today on, the days on the screen; the second day is no longer one of them. */
export function forecastSpan(
  days: readonly string[],
  today: string,
): { from: string; to: string } | 'past' | 'beyond' {
  const first = days[0] ?? today;
  const last = days.at(-1) ?? today;
  if (last < today) return 'past';
  if (first > addDays(today, aheadDays)) return 'beyond';
  return { from: first < today ? today : first, to: addDays(last, 1) };
}

export interface Outlook {
  /** With the readers who are on the roster; null: nobody is, or it is not known yet. */
  readonly planned: StaffedSlotDto | null;
  readonly more: StaffedSlotDto | null;
  readonly fewer: StaffedSlotDto | null;
  readonly tone: 'good' | 'bad' | 'unknown';
}

export function outlookOf(slot: SlotForecastDto): Outlook {
  const having = (readers: number) => slot.trials.find((one) => one.readers === readers) ?? null;
  const planned = having(slot.planned);
  return {
    planned,
    more: having(slot.planned + 1),
    fewer: having(slot.planned - 1),
    tone:
      slot.trials.length === 0
        ? 'unknown'
        : planned !== null && planned.under45 >= goalPercent
          ? 'good'
          : 'bad',
  };
}

/** What is not over yet, as it comes. */
export function slotsAhead(slots: readonly SlotForecastDto[], now: number): readonly SlotForecastDto[] {
  return slots
    .filter((one) => Date.parse(one.until) > now)
    .sort((one, other) => one.from.localeCompare(other.from) || one.line.localeCompare(other.line));
}
