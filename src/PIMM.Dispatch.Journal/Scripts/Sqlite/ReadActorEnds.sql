SELECT actor, last_sequence, last_version
FROM actor
WHERE territory = ?1
