-- In pages along the key.
SELECT at, by, code, detail, answer, first, last, checksum, command_id
FROM outcome
WHERE territory = $1 AND command_id > $2
ORDER BY command_id
LIMIT $3
