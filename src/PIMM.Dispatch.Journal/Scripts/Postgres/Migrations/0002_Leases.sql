-- Which nodes live, and which of them owns which territory. Only the database's clock says what has expired.
CREATE TABLE node (
  node       text COLLATE "C" NOT NULL PRIMARY KEY,
  run        text COLLATE "C" NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- A lease says who should write. It is head.fence that stops everybody else.
CREATE TABLE lease (
  territory  text COLLATE "C" NOT NULL PRIMARY KEY,
  node       text COLLATE "C" NOT NULL,
  epoch      bigint NOT NULL,
  expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);
