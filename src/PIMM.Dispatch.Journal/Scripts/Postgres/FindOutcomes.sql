-- One step along the key for each command, as in FindCommands.
SELECT known.*
FROM unnest($2::text[]) AS asked (command_id)
CROSS JOIN LATERAL (
  SELECT at, by, code, detail, answer, first, last, checksum, command_id
  FROM outcome
  WHERE territory = $1 AND outcome.command_id = asked.command_id
  LIMIT 1) AS known
