namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>What the process says when it ends.</summary>
public static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The journal does not verify, or what was asked can't be done.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration can't be used.</summary>
    public const int Usage = 2;
}
