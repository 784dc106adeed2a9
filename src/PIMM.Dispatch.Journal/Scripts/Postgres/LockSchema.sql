-- Nodes that start at once raise the schema one after the other: the lock goes with the transaction.
SET LOCAL lock_timeout = '60s';
SELECT pg_advisory_xact_lock(7466130419421337);
CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL);
