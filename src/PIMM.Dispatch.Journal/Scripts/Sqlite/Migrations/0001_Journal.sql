-- The history, one row per event. Clustered by territory and sequence, which is how it is read and how it
-- grows. actor_previous is an index inside the row: the sequence of the actor's event before, 0 for its
-- first. It follows from the other columns, so the hash does not cover it; whoever follows it checks where it
-- leads.
CREATE TABLE event (
  territory      TEXT    NOT NULL,
  sequence       INTEGER NOT NULL CHECK (sequence > 0),
  actor          TEXT    NOT NULL,
  event_type     TEXT    NOT NULL,
  event_version  INTEGER NOT NULL,
  at             TEXT    NOT NULL,
  by             TEXT    NOT NULL,
  command_id     TEXT    NOT NULL,
  actor_version  INTEGER NOT NULL,
  epoch          INTEGER NOT NULL,
  node           TEXT    NOT NULL,
  payload        BLOB    NOT NULL,
  actor_previous INTEGER NOT NULL CHECK (actor_previous BETWEEN 0 AND sequence - 1),
  hash           BLOB    NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (territory, sequence)
) STRICT, WITHOUT ROWID;

-- The last row of each territory, said a second time: rows that are lost at the end are missed at once.
CREATE TABLE head (
  territory TEXT    NOT NULL PRIMARY KEY,
  sequence  INTEGER NOT NULL,
  hash      BLOB    NOT NULL,
  epoch     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where each actor's stream ends; actor_previous leads from there to its beginning. An index of events by
-- actor would touch one page per actor and commit, which is most of what a commit writes; this table stays in
-- a few pages.
CREATE TABLE actor (
  territory     TEXT    NOT NULL,
  actor         TEXT    NOT NULL,
  last_sequence INTEGER NOT NULL,
  last_version  INTEGER NOT NULL,
  PRIMARY KEY (territory, actor)
) STRICT, WITHOUT ROWID;

-- What became of each command: accepted when code is null, else refused.
CREATE TABLE outcome (
  territory  TEXT    NOT NULL,
  command_id TEXT    NOT NULL,
  at         TEXT    NOT NULL,
  by         TEXT    NOT NULL,
  code       TEXT,
  detail     TEXT,
  answer     TEXT,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  checksum   BLOB    NOT NULL CHECK (length(checksum) = 32),
  PRIMARY KEY (territory, command_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  territory  TEXT    NOT NULL,
  sequence   INTEGER NOT NULL,
  row_hash   BLOB    NOT NULL,
  format     INTEGER NOT NULL,
  state_hash BLOB    NOT NULL,
  state      BLOB    NOT NULL,
  PRIMARY KEY (territory, sequence)
) STRICT;

PRAGMA user_version = 1;
