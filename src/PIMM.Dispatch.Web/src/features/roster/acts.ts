import type { DutyDto, SlotDto } from '../../contracts/roster';
import type { SessionDto } from '../../contracts/wire';
import { has } from '../session/useSession';
import { slotState } from './grid';

export type SlotAct = 'put' | 'put-me' | 'give' | 'take-back';
export type DutyAct = 'take-over' | 'take-over-by' | 'end' | 'cancel';

/**
 * What a person may do with a slot that has these duties; the server refuses the rest anyway. What is over is
 * history.
 */
export function slotActs(
  slot: SlotDto,
  duties: readonly DutyDto[],
  session: SessionDto,
  providers: readonly string[],
  now: number,
): readonly SlotAct[] {
  const state = slotState(slot);
  if (Date.parse(slot.until) <= now || state === 'not-needed') return [];
  const acts: SlotAct[] = [];
  if (has(session, 'coordinator', 'regulator')) acts.push('put');
  else if (session.reader !== null && slot.gaps.length > 0 && !isIn(duties, session.reader))
    acts.push('put-me');
  if (!has(session, 'coordinator')) return acts;
  if (slot.gaps.length > 0 && slot.provider === null && providers.length > 0) acts.push('give');
  if (slot.provider !== null) acts.push('take-back');
  return acts;
}

function isIn(duties: readonly DutyDto[], reader: string): boolean {
  return duties.some((duty) => duty.reader === reader);
}

/** What a person may do with a duty: a reader takes it over, a coordinator ends or withdraws it too. */
export function dutyActs(duty: DutyDto, session: SessionDto, now: number): readonly DutyAct[] {
  if (duty.over || Date.parse(duty.until) <= now) return [];
  const acts: DutyAct[] = [];
  if (session.reader !== null && session.reader !== duty.reader) acts.push('take-over');
  if (has(session, 'coordinator', 'regulator')) acts.push('take-over-by');
  if (has(session, 'coordinator')) acts.push(Date.parse(duty.from) <= now ? 'end' : 'cancel');
  return acts;
}

export function recordsLeave(session: SessionDto): boolean {
  return has(session, 'coordinator');
}
