import type { TFunction } from 'i18next';
import type {
  ExternalChangeId,
  NightOutcomeDto,
  PolicyId,
  RehearsalBody,
  RehearsalDto,
  RehearsedNightDto,
  RehearsedWeightsBody,
} from '../../contracts/rehearsals';
import { inFrench } from '../../ui/numbers';
import { instantAt } from '../../ui/times';

export const policyIds: readonly PolicyId[] = ['f', 'e', 'list'];

export const weightIds = [
  'overflowMilli',
  'holdMilli',
  'expertWaitMinutes',
  'loadMilli',
  'interruptionsMax',
] as const;

export type WeightId = (typeof weightIds)[number];

/** The limits of the settings, which the server holds too. */
export const weightMax: Readonly<Record<WeightId, number>> = {
  overflowMilli: 100_000,
  holdMilli: 100_000,
  expertWaitMinutes: 60,
  loadMilli: 100_000,
  interruptionsMax: 10,
};

export type TeamId = 'unchanged' | 'fewer' | 'more' | 'two-more' | 'named';

const readersMore: Readonly<Record<TeamId, number | null>> = {
  unchanged: null,
  fewer: -1,
  more: 1,
  'two-more': 2,
  named: null,
};

/** What somebody has chosen so far. */
export interface RehearsalForm {
  readonly night: 'last' | 'chosen';
  /** Local day on which the night begins, and local times; an end before the start is on the next day. */
  readonly day: string;
  readonly from: string;
  readonly until: string;
  readonly policy: PolicyId | 'unchanged';
  readonly team: TeamId;
  readonly readers: readonly string[];
  readonly external: ExternalChangeId;
  readonly weights: Readonly<Partial<Record<WeightId, number>>>;
}

export function emptyForm(day: string): RehearsalForm {
  return {
    night: 'last',
    day,
    from: '18:30',
    until: '08:30',
    policy: 'unchanged',
    team: 'more',
    readers: [],
    external: 'unchanged',
    weights: {},
  };
}

/** What has to be said before it can be played; null: nothing. */
export function faultOf(form: RehearsalForm): 'night' | 'readers' | null {
  if (form.night === 'chosen' && [form.day, form.from, form.until].includes('')) return 'night';
  return form.team === 'named' && form.readers.length === 0 ? 'readers' : null;
}

export function bodyOf(form: RehearsalForm, zone: string): RehearsalBody {
  const span = form.night === 'chosen' ? spanOf(form, zone) : { from: null, until: null };
  const weights = Object.fromEntries(
    weightIds.map((id) => [id, form.weights[id] ?? null]),
  ) as unknown as RehearsedWeightsBody;
  return {
    ...span,
    policy: form.policy === 'unchanged' ? null : form.policy,
    weights: Object.keys(form.weights).length === 0 ? null : weights,
    readersMore: readersMore[form.team],
    readers: form.team === 'named' ? form.readers : null,
    external: form.external === 'unchanged' ? null : form.external,
    draws: null,
  };
}

function spanOf({ day, from, until }: RehearsalForm, zone: string): { from: string; until: string } {
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const at = (on: string, time: string) => new Date(instantAt(on, time, zone)).toISOString();
  return { from: at(day, from), until: at(until <= from ? next : day, until) };
}

export function isOver(one: RehearsalDto): boolean {
  return one.state === 'done' || one.state === 'cancelled' || one.state === 'failed';
}

/** Whole seconds that are left at the pace so far; null while there is none yet. */
export function secondsLeft(one: RehearsalDto, now: number): number | null {
  if (one.state !== 'playing' || one.played === 0) return null;
  const spent = Math.max(now - Date.parse(one.startedAt), 0);
  return Math.ceil((spent / one.played) * ((one.plays - one.played) / 1_000));
}

/** What was to differ, in words: `un lecteur de plus, société externe fermée`. */
export function changeInWords(
  asked: RehearsalBody,
  nameOf: (reader: string) => string,
  t: TFunction,
): string {
  const parts: string[] = [];
  if (asked.policy !== null) parts.push(t(`rehearsal.change.policy.${asked.policy}`));
  const more = asked.readersMore ?? 0;
  if (more !== 0)
    parts.push(t(more > 0 ? 'rehearsal.change.more' : 'rehearsal.change.fewer', { count: Math.abs(more) }));
  if (asked.readers !== null) {
    parts.push(t('rehearsal.change.readers', { names: asked.readers.map(nameOf).join(', ') }));
  }
  if (asked.external !== null && asked.external !== 'unchanged') {
    parts.push(t(`rehearsal.change.external.${asked.external}`));
  }
  for (const id of weightIds) {
    const value = asked.weights?.[id] ?? null;
    const label = t(`rehearsal.weight.${id}`);
    if (value !== null) parts.push(`${label.charAt(0).toLowerCase()}${label.slice(1)} ${inFrench(value)}`);
  }
  return parts.length === 0 ? t('rehearsal.change.none') : parts.join(', ');
}

export interface FigureRow {
  readonly id: 'inTime' | 'under45' | 'mean' | 'p50' | 'p90' | 'sentOut' | 'unread';
  readonly values: readonly [real: number, again: number, changed: number];
  /** What the change does: the last less the one before. */
  readonly change: number;
  readonly tone: 'good' | 'bad' | 'none';
}

const figures: readonly (readonly [FigureRow['id'], (one: NightOutcomeDto) => number, -1 | 0 | 1])[] = [
  ['inTime', (one) => one.inTime, 1],
  ['under45', (one) => one.under45, 1],
  ['mean', (one) => one.meanMinutes, -1],
  ['p50', (one) => one.p50Minutes, -1],
  ['p90', (one) => one.p90Minutes, -1],
  ['sentOut', (one) => one.sentOut, 0],
  ['unread', (one) => one.unread, -1],
];

/** The table of the three sides; what nobody read is shown only where there is such a case. */
export function figureRows({ real, again, changed }: RehearsedNightDto): readonly FigureRow[] {
  return figures
    .map(([id, of, better]): FigureRow => {
      const change = Math.round((of(changed) - of(again)) * 10) / 10;
      const gain = change * better;
      return {
        id,
        values: [of(real), of(again), of(changed)],
        change,
        tone: gain > 0 ? 'good' : gain < 0 ? 'bad' : 'none',
      };
    })
    .filter((row) => row.id !== 'unread' || row.values.some((value) => value > 0));
}

export const curveStepMinutes = 5;

/** How many minutes the plot shows: until nearly everything is signed on all sides, and an hour at least. */
export function horizonOf({ real, again, changed }: RehearsedNightDto): number {
  const sides = [real.within, again.within, changed.within];
  const all = Math.max(...sides.map((one) => one.length)) * curveStepMinutes;
  const full = Math.max(
    ...sides.map((one) => {
      const at = one.findIndex((percent) => percent >= 99.5);
      return at < 0 ? all : (at + 1) * curveStepMinutes;
    }),
  );
  return Math.min(Math.max(full + curveStepMinutes, 60), all);
}
