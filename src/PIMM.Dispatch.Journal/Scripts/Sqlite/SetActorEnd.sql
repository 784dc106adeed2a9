INSERT INTO actor (territory, actor, last_sequence, last_version)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (territory, actor) DO UPDATE SET
  last_sequence = excluded.last_sequence, last_version = excluded.last_version
