-- Each row of the actor with the hash of the territory's row before it, null when that is missing.
SELECT event.sequence, actor, event_type, event_version, at, by, command_id, actor_version, epoch, node, payload,
  event.hash, before.hash
FROM event
LEFT JOIN LATERAL (
  SELECT hash
  FROM event AS one
  WHERE one.territory = event.territory AND one.sequence = event.sequence - 1) AS before ON true
WHERE event.territory = $1 AND actor = $2 AND event.sequence > $3
ORDER BY event.sequence
LIMIT $4
