import { describe, expect, it } from 'vitest';
import type { ContactDto, MyAlertsDto } from '../../contracts/alerts';
import { myLadders } from './ladders';

const contact = (channel: ContactDto['channel'], state: ContactDto['state']): ContactDto => ({
  id: channel,
  channel,
  label: '',
  addedAt: '',
  state,
  workedAt: null,
  failedAt: null,
  code: null,
});

const mine = (contacts: readonly ContactDto[]): MyAlertsDto => ({
  pushKey: '',
  channels: ['push', 'text', 'voice'],
  failing: [],
  nextDutyAt: null,
  contacts,
  lines: [],
  ladders: [
    { urgency: 'scheduled', steps: [] },
    {
      urgency: 'vital',
      steps: [
        { afterSeconds: 0, channel: 'push' },
        { afterSeconds: 60, channel: 'text' },
      ],
    },
  ],
});

describe('my ladder', () => {
  it('says what each step will find', () => {
    const found = (all: MyAlertsDto) => myLadders(all)[0]?.steps.map((one) => one.means);
    expect(found(mine([contact('push', 'untested'), contact('text', 'fails')]))).toEqual(['ready', 'fails']);
    expect(found(mine([contact('push', 'fails'), contact('push', 'works')]))).toEqual(['ready', 'missing']);
    expect(found({ ...mine([contact('text', 'works')]), channels: ['push'] })).toEqual([
      'missing',
      'unavailable',
    ]);
  });

  it('ends with what is told on the screens alone', () => {
    expect(myLadders(mine([])).map((one) => one.urgency)).toEqual(['vital', 'scheduled']);
  });
});
