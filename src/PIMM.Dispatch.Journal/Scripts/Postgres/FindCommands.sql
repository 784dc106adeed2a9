-- One step along the key for each command, whatever the planner thinks of the table's size: with ANY, a plan from
-- when the table was empty reads all outcomes of the territory.
SELECT asked.command_id
FROM unnest($2::text[]) AS asked (command_id)
CROSS JOIN LATERAL (
  SELECT
  FROM outcome
  WHERE territory = $1 AND outcome.command_id = asked.command_id
  LIMIT 1) AS known
