INSERT OR REPLACE INTO snapshot (territory, sequence, row_hash, format, state_hash, state)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
