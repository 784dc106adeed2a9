-- Above every epoch that was ever given or written. Waits for an append under way; after it, none of an earlier
-- epoch can come. The time of the lease counts from here.
WITH raised AS (
  UPDATE head
  SET fence = greatest(fence, epoch) + 1
  WHERE territory = $1
  RETURNING fence)
UPDATE lease
SET epoch = raised.fence, expires_at = clock_timestamp() + $2
FROM raised
WHERE territory = $1
RETURNING lease.epoch
