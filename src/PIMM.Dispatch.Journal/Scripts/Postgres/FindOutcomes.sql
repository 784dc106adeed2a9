SELECT at, by, code, detail, answer, first, last, checksum, command_id
FROM outcome
WHERE territory = $1 AND command_id = ANY ($2)
