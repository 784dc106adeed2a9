-- One step from territory to territory along the key: a DISTINCT would read every row.
SELECT territory
FROM event
WHERE territory > ?1
ORDER BY territory
LIMIT 1
