INSERT INTO head (territory, sequence, hash, epoch)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (territory) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, epoch = excluded.epoch
