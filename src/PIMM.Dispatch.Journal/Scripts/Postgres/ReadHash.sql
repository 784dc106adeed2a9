SELECT hash
FROM event
WHERE territory = $1 AND sequence = $2
