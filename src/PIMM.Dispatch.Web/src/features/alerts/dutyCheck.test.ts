import { describe, expect, it } from 'vitest';
import type { ContactDto, MyAlertsDto } from '../../contracts/alerts';
import { dutyCheck } from './dutyCheck';

const duty = '2026-01-14T18:30:00Z';
const at = (text: string) => Date.parse(text);

const mine = (nextDutyAt: string | null, contact: Partial<ContactDto> = {}): MyAlertsDto => ({
  pushKey: '',
  channels: ['push'],
  failing: [],
  nextDutyAt,
  contacts: [
    {
      id: 'c',
      channel: 'push',
      label: '',
      addedAt: duty,
      state: 'untested',
      workedAt: null,
      failedAt: null,
      code: null,
      ...contact,
    },
  ],
  ladders: [],
  lines: [],
});

describe('before a duty', () => {
  it('nothing is asked while there is none within a day', () => {
    expect(dutyCheck(mine(null), at(duty))).toBeNull();
    expect(dutyCheck(mine(duty), at('2026-01-13T18:29:59Z'))).toBeNull();
  });

  it('a test is asked for until something has gone', () => {
    const now = at('2026-01-14T09:00:00Z');
    expect(dutyCheck(mine(duty), now)).toBe('test');
    expect(dutyCheck(mine(duty, { state: 'works', workedAt: '2026-01-10T09:00:00Z' }), now)).toBe('test');
    expect(dutyCheck(mine(duty, { state: 'fails', workedAt: '2026-01-14T08:00:00Z' }), now)).toBe('test');
    expect(dutyCheck(mine(duty, { state: 'works', workedAt: '2026-01-14T08:00:00Z' }), now)).toBe('ready');
  });
});
