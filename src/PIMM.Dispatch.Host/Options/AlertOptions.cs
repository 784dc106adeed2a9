namespace PIMM.Dispatch.Host.Options;

/// <summary>How people are told outside the screens.</summary>
public sealed record AlertOptions
{
    /// <summary>The gateway for messages and calls; empty: there is none.</summary>
    public string WebhookUrl { get; init; } = "";

    /// <summary>With what the gateway and this node sign; in an environment variable, never in a
    /// file.</summary>
    public string WebhookSecret { get; init; } = "";

    /// <summary>Whom a push service may ask, <c>mailto:</c> or <c>https:</c> (RFC 8292, §2.1); empty:
    /// nobody.</summary>
    public string PushSubject { get; init; } = "";

    /// <summary>Push services that may be called, separated by spaces; a dot first: everything under that
    /// name. Empty: any.</summary>
    public string PushHosts { get; init; } = "";

    /// <summary>
    /// Also call private addresses, without https: for tests of the whole road on one machine.
    /// </summary>
    public bool PushPrivateAddresses { get; init; }

    /// <summary>How long a try may last.</summary>
    public TimeSpan SendWithin { get; init; }

    /// <summary>Tries of one channel and territory at the same time.</summary>
    public int AtOnceMax { get; init; }
}
