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
  it('says which steps I have set up', () => {
    const [vital] = myLadders(mine([contact('push', 'works'), contact('text', 'fails')]));
    expect(vital?.steps.map((one) => one.ready)).toEqual([true, false]);
  });

  it('ends with what is told on the screens alone', () => {
    expect(myLadders(mine([])).map((one) => one.urgency)).toEqual(['vital', 'scheduled']);
  });
});
