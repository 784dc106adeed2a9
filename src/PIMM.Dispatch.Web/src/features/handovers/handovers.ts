import type { HandoverDto } from '../../contracts/externals';
import type { SessionDto } from '../../contracts/wire';
import { has } from '../session/useSession';

/** A hand-over that has ended stays in sight this long, so that one sees that it was accepted. */
export const endedShownMilliseconds = 15 * 60_000;

export function isOpen(one: HandoverDto): boolean {
  return one.status === 'offered' || one.status === 'unanswered';
}

/** As whom a person may answer: as itself, or, a coordinator, for one of those who are asked. */
export type AnswerAs = 'self' | 'other';

export function answerAs(one: HandoverDto, session: SessionDto): AnswerAs | null {
  if (!isOpen(one)) return null;
  if (has(session, 'provider')) return one.provider === null ? null : 'self';
  if (session.reader !== null && one.to.includes(session.reader)) return 'self';
  return has(session, 'coordinator') ? 'other' : null;
}

/** A coordinator sees all of them, a reader and a provider what they are asked to take. */
export function shownTo(
  handovers: readonly HandoverDto[],
  session: SessionDto,
  now: number,
): readonly HandoverDto[] {
  const seesAll = has(session, 'coordinator', 'regulator');
  return handovers.filter((one) => {
    if (isOpen(one)) return seesAll || answerAs(one, session) !== null;
    return seesAll && one.endedAt !== null && now - Date.parse(one.endedAt) < endedShownMilliseconds;
  });
}

/** How many of its cases are still with the reader who leaves, and how many are in another hand or done. */
export function progressOf(one: HandoverDto): { readonly left: number; readonly taken: number } {
  const left = one.cases.filter((each) => each.owner?.kind === 'reader' && each.owner.id === one.from).length;
  return { left, taken: one.cases.length - left };
}

/** Whoever may accept: readers, or the provider when no reader can. */
export function askedOf(one: HandoverDto): readonly string[] {
  return one.provider === null ? one.to : [...one.to, one.provider];
}
