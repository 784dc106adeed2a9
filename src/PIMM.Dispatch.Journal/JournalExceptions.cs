using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal;

/// <summary>Another owner has written: this one must stop. Nothing was written.</summary>
public sealed class StaleOwnerException(string message) : Exception(message);

/// <summary>The journal can't be written now, and surely nothing was written.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>The commit was sent and no answer came: the batch may be durable or not.</summary>
public sealed class UnknownCommitException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>
/// The command already has an outcome, in the journal or earlier in the same batch. Nothing of the batch was
/// written; the first outcome is found with <see cref="IJournal.FindOutcomesAsync"/>.
/// </summary>
public sealed class DuplicateCommandException(CommandId command)
    : Exception($"command '{command}' already has an outcome")
{
    public CommandId Command { get; } = command;
}

/// <summary>What is stored does not verify: nothing of it may be shown or acted upon.</summary>
public sealed class JournalCorruptException(TerritoryId territory, long sequence, string what)
    : Exception($"journal of '{territory}' is damaged at sequence {sequence}: {what}")
{
    public TerritoryId Territory { get; } = territory;

    /// <summary>The first row that can't be trusted; 0 when what is damaged is no row.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>What is wrong, in one sentence.</summary>
    public string What { get; } = what;
}

/// <summary>
/// Another process, or another journal of this process, has the same file open for writing.
/// </summary>
public sealed class JournalInUseException(string path, Exception? inner = null)
    : Exception(
        $"the journal '{path}' is in use by another process; stop it first, or give this one another folder",
        inner)
{
    public string Path { get; } = path;
}
