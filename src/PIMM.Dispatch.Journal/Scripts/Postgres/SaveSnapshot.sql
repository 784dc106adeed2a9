INSERT INTO snapshot (territory, sequence, row_hash, format, state_hash, state)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (territory, sequence) DO UPDATE SET
  row_hash = excluded.row_hash, format = excluded.format, state_hash = excluded.state_hash, state = excluded.state
