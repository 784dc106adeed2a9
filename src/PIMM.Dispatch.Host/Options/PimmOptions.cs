namespace PIMM.Dispatch.Host.Options;

/// <summary>
/// Everything that can be set from outside, as one record; the shipped <c>appsettings.json</c> says why for
/// each.
/// </summary>
public sealed record PimmOptions
{
    public required NodeOptions Node { get; init; }
    public required DataOptions Data { get; init; }
    public required TerritoriesOptions Territories { get; init; }
    public required WebOptions Web { get; init; }
    public required DicomOptions Dicom { get; init; }
    public required SignInOptions SignIn { get; init; }
    public required PushOptions Push { get; init; }
    public required AlertOptions Alerts { get; init; }
}

/// <summary>What this process is.</summary>
public sealed record NodeOptions
{
    /// <summary>Written on every row of the journal; empty: the machine's name.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>gateway</c>, <c>dispatch</c>, <c>web</c>, separated by commas.</summary>
    public string Roles { get; init; } = "";

    /// <summary>
    /// Demonstration accounts and virtual hospitals; never on a machine that serves real patients.
    /// </summary>
    public bool Demo { get; init; }

    public bool Has(string role) =>
        Roles.Split(',', StringSplitOptions.TrimEntries).Contains(role, StringComparer.Ordinal);
}

/// <summary>Where this node keeps what must survive.</summary>
public sealed record DataOptions
{
    public string Directory { get; init; } = "";

    public string JournalPath => Path.Combine(Directory, "journal.db");
    public string AccountsPath => Path.Combine(Directory, "accounts.json");
    public string SessionsPath => Path.Combine(Directory, "sessions.json");
    public string ContactsPath => Path.Combine(Directory, "contacts.json");
    public string PushKeyPath => Path.Combine(Directory, "push-key.pem");
    public string ImagesPath => Path.Combine(Directory, "images");
}

/// <summary>Where the territories' settings are.</summary>
public sealed record TerritoriesOptions
{
    public string Directory { get; init; } = "";
}

/// <summary>The web server.</summary>
public sealed record WebOptions
{
    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "";

    /// <summary>
    /// Origins besides the server's own from which pages may act, for a proxy that changes the host name.
    /// </summary>
    public string Origins { get; init; } = "";

    /// <summary>The longest request body in bytes.</summary>
    public int BodyBytesMax { get; init; }

    /// <summary>How long a command may wait for its outcome before the caller is told to ask again.</summary>
    public TimeSpan OutcomeWithin { get; init; }
}

/// <summary>The DICOM listener.</summary>
public sealed record DicomOptions
{
    public string Address { get; init; } = "";

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>Our own application entity title.</summary>
    public string AeTitle { get; init; } = "";
}

/// <summary>Sessions and the throttling of sign-in.</summary>
public sealed record SignInOptions
{
    /// <summary>A session without any action of its person ends after this.</summary>
    public TimeSpan IdleMax { get; init; }

    /// <summary>A session ends after this in any case.</summary>
    public TimeSpan AbsoluteMax { get; init; }

    /// <summary>Failed attempts for one account from one address within the window, before a pause.</summary>
    public int FailuresMax { get; init; }

    /// <summary>
    /// Failed attempts from one address for any accounts within the window, before a pause.
    /// </summary>
    public int AddressFailuresMax { get; init; }

    /// <summary>How long a failed attempt counts, and how long a pause lasts.</summary>
    public TimeSpan FailureWindow { get; init; }
}

/// <summary>The hub.</summary>
public sealed record PushOptions
{
    /// <summary>Between two beats on a connection.</summary>
    public TimeSpan BeatEvery { get; init; }

    /// <summary>Between two repeats of a notice that nobody has acknowledged.</summary>
    public TimeSpan RepeatEvery { get; init; }

    /// <summary>The same for a vital case.</summary>
    public TimeSpan RepeatVitalEvery { get; init; }

    /// <summary>
    /// A client that has not taken a message for this long is disconnected, and resumes by sequence.
    /// </summary>
    public TimeSpan SendWithin { get; init; }

    /// <summary>
    /// Batches of changes kept so that a client which was away gets what it missed; older: a snapshot.
    /// </summary>
    public int ResumeBatchesMax { get; init; }

    /// <summary>Hub calls of one connection, per second, sustained; beyond the burst it is closed.</summary>
    public int CallsPerSecond { get; init; }

    /// <summary>Hub calls of one connection that may come at once.</summary>
    public int CallsBurst { get; init; }

    /// <summary>Connections of one account; beyond it a new one is refused.</summary>
    public int ConnectionsPerAccountMax { get; init; }
}
