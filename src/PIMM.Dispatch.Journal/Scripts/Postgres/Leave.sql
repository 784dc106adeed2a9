DELETE FROM node
WHERE node = $1 AND run = $2
