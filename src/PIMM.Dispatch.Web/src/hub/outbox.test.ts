import { describe, expect, it } from 'vitest';
import type { ActBody, ActionId } from '../contracts/wire';
import { aCase, aReader } from './fixtures';
import { answered, asked, emptyOutbox, foreseen, overlaid, whoHasIt } from './outbox';

const act = (action: ActionId, commandId = 'c1'): ActBody => ({
  caseId: 't.1',
  action,
  commandId,
  body: null,
});
const cases = new Map([['t.1', aCase()]]);

describe('the outbox', () => {
  it('keeps an action until it is answered', () => {
    const outbox = asked(asked(emptyOutbox, act('claim')), act('urgency', 'c2'));
    expect([...answered(outbox, 'c1').keys()]).toEqual(['c2']);
    expect(answered(outbox, 'unknown')).toBe(outbox);
  });

  it('shows a claim at once and rolls back when the answer lifts it', () => {
    const outbox = asked(emptyOutbox, act('claim'));
    expect(overlaid(cases, outbox, aReader()).get('t.1')).toMatchObject({
      status: 'accepted',
      readerName: 'Dr Alpha',
    });
    expect(overlaid(cases, answered(outbox, 'c1'), aReader())).toBe(cases);
  });

  it('foresees nothing that weighs legally', () => {
    for (const action of ['sign', 'critical', 'acknowledge', 'preliminary', 'cancel'] as const) {
      expect(foreseen(aCase(), action, null, aReader())).toEqual(aCase());
    }
  });

  it('names who has the case when that is why it was refused', () => {
    const refusal = { done: false, case: null, code: 'already-taken', title: 'Déjà pris.', reader: 'r2' };
    expect(whoHasIt(refusal, new Map([['r2', aReader({ id: 'r2', name: 'Dr Bravo' })]]))).toBe('Dr Bravo');
    expect(whoHasIt(refusal, new Map())).toBe('r2');
    expect(whoHasIt({ ...refusal, reader: null }, new Map())).toBeNull();
    expect(whoHasIt({ ...refusal, done: true }, new Map())).toBeNull();
  });
});
