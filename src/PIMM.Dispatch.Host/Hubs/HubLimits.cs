namespace PIMM.Dispatch.Host.Hubs;

/// <summary>The hub's address and the limit of what a client may say at once.</summary>
public static class HubLimits
{
    public const string Path = "/hubs/dispatch";

    /// <summary>A long report goes over HTTP; everything else is far below.</summary>
    public const int MessageBytesMax = 32 * 1024;
}
