INSERT INTO event (territory, sequence, actor, event_type, event_version, at, by, command_id, actor_version,
  epoch, node, payload, hash)
SELECT $1, sequence, actor, event_type, event_version, at, by, command_id, actor_version, $2, $3, payload, hash
FROM unnest($4::bigint[], $5::text[], $6::text[], $7::integer[], $8::text[], $9::text[], $10::text[],
  $11::bigint[], $12::bytea[], $13::bytea[]) AS row
  (sequence, actor, event_type, event_version, at, by, command_id, actor_version, payload, hash)
