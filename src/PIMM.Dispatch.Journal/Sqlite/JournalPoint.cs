namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Named points of a commit, at which a test kills the process or plays an error of the disk.
/// </summary>
internal enum JournalPoint { BeforeCommit, AfterCommit }
