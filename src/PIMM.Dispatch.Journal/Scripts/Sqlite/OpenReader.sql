PRAGMA query_only = 1;
-- 8 MiB of pages per reader: reading goes forward and seldom comes back.
PRAGMA cache_size = -8192;
-- Pages are looked through when they come from the disk: more damage is refused instead of read.
PRAGMA cell_size_check = 1;
