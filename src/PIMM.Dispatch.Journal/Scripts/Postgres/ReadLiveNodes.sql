SELECT node
FROM node
WHERE expires_at > clock_timestamp()
ORDER BY node
