UPDATE head
SET sequence = $2, hash = $3, epoch = $4
WHERE territory = $1
