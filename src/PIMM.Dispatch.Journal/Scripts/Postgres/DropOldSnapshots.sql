-- The last two stay: should the newest be damaged, the one before it saves the long way.
DELETE FROM snapshot
WHERE territory = $1
  AND sequence NOT IN (SELECT sequence FROM snapshot WHERE territory = $1 ORDER BY sequence DESC LIMIT 2)
