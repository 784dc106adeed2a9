import type { LadderDto, MyAlertsDto } from '../../contracts/alerts';

/** A step of my ladder, and whether I have set up what it needs. */
export interface MyStep {
  readonly afterSeconds: number;
  readonly channel: LadderDto['steps'][number]['channel'];
  readonly ready: boolean;
}

export interface MyLadder {
  readonly urgency: string;
  readonly steps: readonly MyStep[];
}

/** What will be done for me; urgencies that are told on the screens alone come last, without steps. */
export function myLadders({ ladders, contacts }: MyAlertsDto): readonly MyLadder[] {
  const mine = ladders.map(({ urgency, steps }) => ({
    urgency,
    steps: steps.map((one) => ({
      ...one,
      ready: contacts.some(({ channel, state }) => channel === one.channel && state !== 'fails'),
    })),
  }));
  return [...mine.filter((one) => one.steps.length > 0), ...mine.filter((one) => one.steps.length === 0)];
}
