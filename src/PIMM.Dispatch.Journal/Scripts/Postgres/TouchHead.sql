-- Changes nothing; waits for whoever has the row, and is a write, so that its commit waits for standbys too.
UPDATE head
SET fence = fence
WHERE territory = $1
