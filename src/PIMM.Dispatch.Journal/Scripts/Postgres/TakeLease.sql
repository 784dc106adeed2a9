-- Free, expired, or this node's own from before it started anew. Nobody gets a lease that another one holds.
INSERT INTO lease AS held (territory, node, epoch, expires_at)
VALUES ($1, $2, 0, clock_timestamp() + $3)
ON CONFLICT (territory) DO UPDATE SET node = excluded.node, expires_at = excluded.expires_at
WHERE held.expires_at <= clock_timestamp() OR held.node = excluded.node
RETURNING territory
