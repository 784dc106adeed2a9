import { describe, expect, it } from 'vitest';
import { aCase, instant, sentOut } from '../../hub/fixtures';
import { statusIds } from '../worklist/filters';
import { allowedActions, isReasoned, reasonCodes, takeAction } from './actions';
import type { Who } from './actions';

const reader: Who = { reader: 'r1', roles: ['reader'] };
const role = (name: Who['roles'][number]): Who => ({ reader: null, roles: [name] });

describe('what a reader is offered', () => {
  it('is to take what is free, and to answer what was given', () => {
    expect(takeAction(allowedActions(aCase(), reader))).toBe('claim');
    expect(allowedActions(aCase({ status: 'offered', reader: 'r1' }), reader)).toContain('decline');
    expect(takeAction(allowedActions(aCase({ status: 'offered', reader: 'r1' }), reader))).toBe('accept');
    expect(takeAction(allowedActions(aCase({ status: 'offered', reader: 'r2' }), reader))).toBe('claim');
  });

  it('is to report only what is theirs', () => {
    expect(allowedActions(aCase({ status: 'accepted', reader: 'r1' }), reader)).toContain('sign');
    expect(allowedActions(aCase({ status: 'accepted', reader: 'r2' }), reader)).toEqual([]);
    expect(allowedActions(aCase({ status: 'signed', reader: 'r1' }), reader)).toEqual([
      'addendum',
      'critical',
    ]);
  });
});

describe('what others are offered', () => {
  it('is never a reader’s own act on a case that readers have', () => {
    const people = [
      role('coordinator'),
      role('regulator'),
      role('requester'),
      role('technologist'),
      role('quality'),
    ];
    for (const who of people) {
      for (const status of statusIds.filter((one) => one !== 'externalised')) {
        const allowed = allowedActions(aCase({ status, reader: 'r1' }), who);
        for (const act of ['sign', 'accept', 'claim', 'decline', 'preliminary', 'critical'] as const) {
          expect(allowed, `${who.roles.join()} ${status}`).not.toContain(act);
        }
      }
    }
  });

  it('is the coordinator entering what an external provider reports', () => {
    expect(allowedActions(aCase({ status: 'externalised' }), role('coordinator'))).toContain('sign');
    expect(allowedActions(aCase({ status: 'externalised' }), role('regulator'))).not.toContain('sign');
  });

  it('is to answer what it was sent, then to report it, for an external provider', () => {
    const sent = aCase({ status: 'externalised', external: sentOut(null) });
    const accepted = aCase({ status: 'externalised', external: sentOut(instant(0)) });
    expect(allowedActions(sent, role('provider'))).toEqual(['accept', 'decline']);
    expect(allowedActions(accepted, role('provider'))).toContain('sign');
    expect(allowedActions(aCase({ status: 'to-read' }), role('provider'))).toEqual([]);
  });

  it('is validating and refusing for the regulator, before the scan', () => {
    expect(allowedActions(aCase({ status: 'requested' }), role('regulator'))).toContain('validate');
    expect(allowedActions(aCase({ status: 'requested' }), reader)).not.toContain('validate');
    expect(allowedActions(aCase({ status: 'acquiring' }), role('regulator'))).toContain('refuse');
    expect(allowedActions(aCase({ status: 'images-arriving' }), role('regulator'))).not.toContain('refuse');
  });

  it('is acknowledging for the requester, a critical result even before the report', () => {
    expect(allowedActions(aCase({ status: 'signed' }), role('requester'))).toEqual(['acknowledge']);
    const critical = {
      text: 'x',
      by: 'Dr Alpha',
      at: instant(1),
      confirmedBy: null,
      confirmedAt: null,
      call: null,
    };
    expect(allowedActions(aCase({ status: 'accepted', critical }), role('requester'))).toEqual([
      'acknowledge',
    ]);
    expect(allowedActions(aCase({ status: 'acknowledged' }), role('requester'))).toEqual([]);
  });

  it('is saying that the scan began and that the images are sent for the technologist', () => {
    expect(allowedActions(aCase({ status: 'protocolled' }), role('technologist'))).toEqual(['acquire']);
    expect(allowedActions(aCase({ status: 'acquiring', images: 0 }), role('technologist'))).toEqual([]);
    expect(allowedActions(aCase({ status: 'images-arriving' }), role('technologist'))).toEqual([
      'images-complete',
    ]);
    expect(allowedActions(aCase({ status: 'to-read' }), role('technologist'))).toEqual([]);
  });

  it('is nothing for those who only look', () => {
    for (const status of statusIds) expect(allowedActions(aCase({ status }), role('quality'))).toEqual([]);
  });
});

describe('reasons', () => {
  it('are asked for where the contract wants one', () => {
    for (const action of [
      'refuse',
      'release',
      'decline',
      'hold',
      'cancel',
      'reassign',
      'externalise',
      'urgency',
    ] as const) {
      expect(isReasoned(action)).toBe(true);
      expect(reasonCodes[action].length).toBeGreaterThan(1);
    }
    expect(isReasoned('accept')).toBe(false);
  });
});
