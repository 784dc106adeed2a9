INSERT INTO event (territory, sequence, actor, event_type, event_version, at, by, command_id, actor_version,
  epoch, node, payload, actor_previous, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
