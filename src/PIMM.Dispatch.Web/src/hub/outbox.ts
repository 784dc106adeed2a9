import type { ActBody, ActedDto, ActionId, CaseActionBody, CaseDto, ReaderDto } from '../contracts/wire';

/** Actions that were asked for and not answered yet: sent again, with the same id, after a reconnection. */
export type Outbox = ReadonlyMap<string, ActBody>;

export const emptyOutbox: Outbox = new Map();

export function asked(outbox: Outbox, act: ActBody): Outbox {
  return new Map(outbox).set(act.commandId, act);
}

export function answered(outbox: Outbox, commandId: string): Outbox {
  if (!outbox.has(commandId)) return outbox;
  const after = new Map(outbox);
  after.delete(commandId);
  return after;
}

/**
 * What the screen may show before the answer: only what the person's own act makes true. Everything that is
 * legally
 * weighty (signing, critical results) waits for the server.
 */
export function foreseen(
  one: CaseDto,
  action: ActionId,
  body: CaseActionBody | null,
  me: ReaderDto | null,
): CaseDto {
  switch (action) {
    case 'accept':
    case 'claim':
      return me === null ? one : { ...one, status: 'accepted', reader: me.id, readerName: me.name };
    case 'hold':
      return { ...one, status: 'on-hold', heldUntil: body?.until ?? null };
    case 'resume':
      return { ...one, status: 'accepted', heldUntil: null };
    default:
      return one;
  }
}

/** The cases as they stand with what is still unanswered laid over them; a refusal lifts its layer. */
export function overlaid(
  cases: ReadonlyMap<string, CaseDto>,
  outbox: Outbox,
  me: ReaderDto | null,
): ReadonlyMap<string, CaseDto> {
  if (outbox.size === 0) return cases;
  const after = new Map(cases);
  for (const act of outbox.values()) {
    const one = after.get(act.caseId);
    if (one !== undefined) after.set(one.id, foreseen(one, act.action, act.body, me));
  }
  return after;
}

/** An answer that says the case is another's: the name to show, else null. */
export function whoHasIt(answer: ActedDto, readers: ReadonlyMap<string, ReaderDto>): string | null {
  if (answer.done || answer.reader == null) return null;
  return readers.get(answer.reader)?.name ?? answer.reader;
}
