-- What the head says and what the rows say, at one moment: they must agree.
SELECT head.sequence, head.hash, head.epoch, last.sequence, last.hash, last.epoch
FROM (VALUES ($1)) AS asked (territory)
LEFT JOIN head ON head.territory = asked.territory
LEFT JOIN LATERAL (
  SELECT sequence, hash, epoch
  FROM event
  WHERE event.territory = asked.territory
  ORDER BY sequence DESC
  LIMIT 1) AS last ON true
