namespace PIMM.Dispatch.Journal;

/// <summary>
/// Named points of a commit, at which a test kills the process, lets another owner in, or plays an error.
/// </summary>
internal enum JournalPoint { BeforeCommit, AfterCommit }
