-- The row stays, for its epoch.
UPDATE lease
SET expires_at = '-infinity'
WHERE territory = $1 AND epoch = $2
