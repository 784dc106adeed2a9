SELECT last_sequence, last_version
FROM actor
WHERE territory = ?1 AND actor = ?2
