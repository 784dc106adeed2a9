import { describe, expect, it } from 'vitest';
import { aCase } from '../../hub/fixtures';
import { batchMax, batchOf } from './batch';

const coordinator = { reader: null, roles: ['coordinator'] } as const;
const waiting = Array.from({ length: batchMax + 1 }, (_, index) =>
  aCase({ id: `t.${index}`, status: 'to-read' }),
);

describe('a batch', () => {
  it('is what the list shows and the person may give away, in its order', () => {
    const rows = [aCase({ id: 't.1', status: 'to-read' }), aCase({ id: 't.2', status: 'accepted' })];
    expect(batchOf(rows, coordinator).map((one) => one.id)).toEqual(['t.1']);
    expect(batchOf(rows, { reader: 'r1', roles: ['reader'] })).toEqual([]);
  });

  it('has an end', () => {
    expect(batchOf(waiting, coordinator)).toHaveLength(batchMax);
  });
});
