import { describe, expect, it } from 'vitest';
import { aCase, instant } from '../../hub/fixtures';
import { offersTo } from './offers';

const offered = (part: Parameters<typeof aCase>[0]) => aCase({ status: 'offered', reader: 'r1', ...part });

describe('offers', () => {
  it('are those made to this reader and not answered yet, the most pressing first', () => {
    const cases = [
      offered({ id: 'later', dueAt: instant(50) }),
      offered({ id: 'sooner', dueAt: instant(40) }),
      offered({ id: 'vital', urgency: 'vital', dueAt: instant(60) }),
      offered({ id: 'theirs', reader: 'r2' }),
      offered({ id: 'taken', status: 'accepted' }),
    ];
    expect(offersTo('r1', cases).map((one) => one.id)).toEqual(['vital', 'sooner', 'later']);
  });

  it('are none for who does not read', () => {
    expect(offersTo(null, [offered({ reader: null })])).toEqual([]);
  });
});
