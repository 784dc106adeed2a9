-- One run of a node at a time: another one of the same name waits until this one has been silent for long enough.
INSERT INTO node AS known (node, run, expires_at)
VALUES ($1, $2, clock_timestamp() + $3)
ON CONFLICT (node) DO UPDATE SET run = excluded.run, expires_at = excluded.expires_at
WHERE known.run = excluded.run OR known.expires_at <= clock_timestamp()
RETURNING node
