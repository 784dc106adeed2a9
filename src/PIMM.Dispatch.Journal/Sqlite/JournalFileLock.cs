namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// Keeps a second process off the journal: a lock file held open without sharing (flock on Unix) for as long
/// as the journal is open. The operating system releases it when the process ends, however it ends. It is a
/// file of its own, because closing any handle of the database file would drop the locks that SQLite itself
/// holds on it (POSIX).
/// </summary>
internal sealed class JournalFileLock : IDisposable
{
    private readonly FileStream file;

    /// <exception cref="JournalInUseException">It is held already.</exception>
    public JournalFileLock(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new JournalInUseException(databasePath, error);
        }
    }

    public void Dispose() => file.Dispose();
}
