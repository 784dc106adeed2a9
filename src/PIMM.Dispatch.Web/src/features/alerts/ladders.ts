import type { ChannelId, LadderStepDto, MyAlertsDto } from '../../contracts/alerts';

/** What a step of my ladder finds when it comes; `unavailable`: nobody has set that channel up here. */
export type Means = 'ready' | 'fails' | 'missing' | 'unavailable';

export interface MyStep extends LadderStepDto {
  readonly means: Means;
}

export interface MyLadder {
  readonly urgency: string;
  readonly steps: readonly MyStep[];
}

/** What will be done for me; urgencies that are told on the screens alone come last, without steps. */
export function myLadders(mine: MyAlertsDto): readonly MyLadder[] {
  const all = mine.ladders.map(({ urgency, steps }) => ({
    urgency,
    steps: steps.map((one) => ({ ...one, means: meansOf(one.channel, mine) })),
  }));
  return [...all.filter((one) => one.steps.length > 0), ...all.filter((one) => one.steps.length === 0)];
}

function meansOf(channel: ChannelId, { channels, contacts }: MyAlertsDto): Means {
  if (!channels.includes(channel)) return 'unavailable';
  const mine = contacts.filter((one) => one.channel === channel);
  if (mine.length === 0) return 'missing';
  return mine.some((one) => one.state !== 'fails') ? 'ready' : 'fails';
}
