SELECT territory, node, epoch
FROM lease
WHERE expires_at > clock_timestamp()
ORDER BY territory
