SELECT actor, actor_previous
FROM event
WHERE territory = ?1 AND sequence = ?2
