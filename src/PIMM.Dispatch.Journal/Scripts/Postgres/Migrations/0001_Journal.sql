-- The history, one row per event, with the columns of the SQLite journal. Texts are compared byte by byte, and
-- an instant is the very text that is hashed. What SQLite keeps in a table of actors is an index here:
-- PostgreSQL commits do not write whole pages of it.
CREATE TABLE event (
  territory     text   COLLATE "C" NOT NULL,
  sequence      bigint NOT NULL CHECK (sequence > 0),
  actor         text   COLLATE "C" NOT NULL,
  event_type    text   COLLATE "C" NOT NULL,
  event_version integer NOT NULL,
  at            text   COLLATE "C" NOT NULL,
  by            text   COLLATE "C" NOT NULL,
  command_id    text   COLLATE "C" NOT NULL,
  actor_version bigint NOT NULL,
  epoch         bigint NOT NULL,
  node          text   COLLATE "C" NOT NULL,
  payload       bytea  NOT NULL,
  hash          bytea  NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (territory, sequence)
);

CREATE INDEX event_of_actor ON event (territory, actor, sequence);

-- Where each territory ends. Every append locks its row, so that of two writers one goes first. The fence is the
-- one epoch that may write; 0 until the territory was leased for the first time.
CREATE TABLE head (
  territory text   COLLATE "C" NOT NULL PRIMARY KEY,
  sequence  bigint NOT NULL DEFAULT 0,
  hash      bytea  NOT NULL DEFAULT decode(repeat('00', 32), 'hex') CHECK (length(hash) = 32),
  epoch     bigint NOT NULL DEFAULT 0,
  fence     bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- What became of each command: accepted when code is null, else refused.
CREATE TABLE outcome (
  territory  text   COLLATE "C" NOT NULL,
  command_id text   COLLATE "C" NOT NULL,
  at         text   COLLATE "C" NOT NULL,
  by         text   COLLATE "C" NOT NULL,
  code       text   COLLATE "C",
  detail     text   COLLATE "C",
  answer     text   COLLATE "C",
  first      bigint NOT NULL,
  last       bigint NOT NULL,
  checksum   bytea  NOT NULL CHECK (length(checksum) = 32),
  PRIMARY KEY (territory, command_id)
);

CREATE TABLE snapshot (
  territory  text    COLLATE "C" NOT NULL,
  sequence   bigint  NOT NULL,
  row_hash   bytea   NOT NULL,
  format     integer NOT NULL,
  state_hash bytea   NOT NULL,
  state      bytea   NOT NULL,
  PRIMARY KEY (territory, sequence)
);
