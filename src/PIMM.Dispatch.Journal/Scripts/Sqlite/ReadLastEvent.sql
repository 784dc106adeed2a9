SELECT sequence, hash, epoch
FROM event
WHERE territory = ?1
ORDER BY sequence DESC
LIMIT 1
