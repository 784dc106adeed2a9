-- Waits for whoever has it, and holds it until the transaction ends.
SELECT fence
FROM head
WHERE territory = $1
FOR UPDATE
