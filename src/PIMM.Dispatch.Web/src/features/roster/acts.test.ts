import { describe, expect, it } from 'vitest';
import type { RoleId, SessionDto } from '../../contracts/wire';
import { dutyActs, recordsLeave, slotActs } from './acts';
import { aDuty, aGapSlot, aSlot } from './fixtures';

const person = (roles: readonly RoleId[], reader: string | null = null): SessionDto => ({
  user: 'x',
  name: 'X',
  roles,
  territories: ['t'],
  establishments: [],
  reader,
  demonstration: true,
});
const coordinator = person(['coordinator']);
const regulator = person(['regulator']);
const reader = person(['reader'], 'r2');
const before = Date.parse('2026-11-23T12:00:00Z');
const during = Date.parse('2026-11-23T18:00:00Z');
const after = Date.parse('2026-11-23T22:30:00Z');
const providers = ['externe'];
const covered = aSlot({ spans: [{ from: '', until: '', source: 'published', by: 'r1', duty: 'd1' }] });

describe('a slot', () => {
  it('with a gap is filled or given away by the coordinator, filled by the regulator', () => {
    expect(slotActs(aGapSlot(), [], coordinator, providers, before)).toEqual(['put', 'give']);
    expect(slotActs(aGapSlot(), [], regulator, providers, during)).toEqual(['put']);
  });

  it('with a gap is taken by a reader, one without a gap is not', () => {
    expect(slotActs(aGapSlot(), [], reader, providers, before)).toEqual(['put-me']);
    expect(slotActs(covered, [], reader, providers, before)).toEqual([]);
  });

  it('is not taken twice by the same reader, though something is left that they do not read', () => {
    expect(slotActs(aGapSlot(), [aDuty({ reader: 'r2' })], reader, providers, before)).toEqual([]);
    expect(slotActs(aGapSlot(), [aDuty()], reader, providers, before)).toEqual(['put-me']);
  });

  it('is given to nobody where there is no company, and taken back once given', () => {
    expect(slotActs(aGapSlot(), [], coordinator, [], before)).toEqual(['put']);
    const given = aSlot({
      provider: 'externe',
      spans: [{ from: '', until: '', source: 'external', by: 'externe', duty: null }],
    });
    expect(slotActs(given, [], coordinator, providers, before)).toEqual(['put', 'take-back']);
    expect(slotActs(given, [], regulator, providers, before)).toEqual(['put']);
  });

  it('that is over, or that nobody needs, is left alone', () => {
    expect(slotActs(aGapSlot(), [], coordinator, providers, after)).toEqual([]);
    expect(slotActs(aSlot(), [], coordinator, providers, before)).toEqual([]);
  });
});

describe('a duty', () => {
  it('is taken over by another reader, not by its own', () => {
    expect(dutyActs(aDuty(), reader, during)).toEqual(['take-over']);
    expect(dutyActs(aDuty({ reader: 'r2' }), reader, during)).toEqual([]);
  });

  it('is withdrawn before it begins and ended while it runs', () => {
    expect(dutyActs(aDuty(), coordinator, before)).toEqual(['take-over-by', 'cancel']);
    expect(dutyActs(aDuty(), coordinator, during)).toEqual(['take-over-by', 'end']);
    expect(dutyActs(aDuty(), regulator, during)).toEqual(['take-over-by']);
  });

  it('that is over is history', () => {
    expect(dutyActs(aDuty(), coordinator, after)).toEqual([]);
    expect(dutyActs(aDuty({ over: true }), reader, during)).toEqual([]);
  });
});

describe('leave', () => {
  it('is recorded by the coordinator alone', () => {
    expect([coordinator, regulator, reader].map(recordsLeave)).toEqual([true, false, false]);
  });
});
