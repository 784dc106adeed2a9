SELECT sequence, hash, epoch
FROM head
WHERE territory = ?1
