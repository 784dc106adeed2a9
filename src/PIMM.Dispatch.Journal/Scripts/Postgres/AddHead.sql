INSERT INTO head (territory)
VALUES ($1)
ON CONFLICT (territory) DO NOTHING
