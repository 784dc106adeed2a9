-- From territory to territory along the key: a DISTINCT would read every row.
WITH RECURSIVE row (territory) AS (
  (SELECT territory FROM event ORDER BY territory LIMIT 1)
  UNION ALL
  SELECT (SELECT event.territory FROM event WHERE event.territory > row.territory ORDER BY event.territory LIMIT 1)
  FROM row
  WHERE row.territory IS NOT NULL
)
SELECT territory, true AS has_rows FROM row WHERE territory IS NOT NULL
UNION ALL
SELECT territory, false FROM head WHERE sequence > 0
ORDER BY territory
