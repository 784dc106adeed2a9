SELECT territory
FROM head
ORDER BY territory
