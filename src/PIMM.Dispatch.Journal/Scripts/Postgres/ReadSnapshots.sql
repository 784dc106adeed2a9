SELECT sequence, row_hash, format, state_hash, state
FROM snapshot
WHERE territory = $1
ORDER BY sequence DESC
