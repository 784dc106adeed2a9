-- The page size counts only for a new file, and must come before WAL.
PRAGMA page_size = 4096;
PRAGMA journal_mode = WAL;
-- FULL: a commit is synced before it is acknowledged. NORMAL may lose acknowledged commits at a power cut.
PRAGMA synchronous = FULL;
-- This connection checkpoints when it says so, see SqliteWriter.
PRAGMA wal_autocheckpoint = 0;
PRAGMA temp_store = MEMORY;
-- 64 MiB of pages: the tails of the tables and of the indexes stay in memory.
PRAGMA cache_size = -65536;
-- Pages are looked through when they come from the disk: more damage is refused instead of read.
PRAGMA cell_size_check = 1;
