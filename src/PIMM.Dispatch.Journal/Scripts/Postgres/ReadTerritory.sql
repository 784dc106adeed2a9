SELECT sequence, actor, event_type, event_version, at, by, command_id, actor_version, epoch, node, payload, hash
FROM event
WHERE territory = $1 AND sequence > $2
ORDER BY sequence
LIMIT $3
