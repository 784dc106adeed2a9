-- Also what has expired, as long as nobody else has taken it: its epoch is still the one that writes.
UPDATE lease
SET expires_at = clock_timestamp() + $4
FROM unnest($2::text[], $3::bigint[]) AS mine (territory, epoch)
WHERE lease.territory = mine.territory AND lease.epoch = mine.epoch AND lease.node = $1
RETURNING lease.territory, lease.epoch
