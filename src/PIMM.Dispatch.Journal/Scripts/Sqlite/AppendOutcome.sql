INSERT INTO outcome (territory, command_id, at, by, code, detail, answer, first, last, checksum)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
