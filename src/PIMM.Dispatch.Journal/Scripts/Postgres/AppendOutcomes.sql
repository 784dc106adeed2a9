INSERT INTO outcome (territory, command_id, at, by, code, detail, answer, first, last, checksum)
SELECT $1, command_id, at, by, code, detail, answer, first, last, checksum
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[],
  $10::bytea[]) AS row (command_id, at, by, code, detail, answer, first, last, checksum)
