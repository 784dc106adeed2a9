using Npgsql;

namespace PIMM.Dispatch.Journal.Postgres;

/// <summary>The limits of a PostgreSQL journal, each with its reason.</summary>
/// <param name="ConnectionString">As Npgsql reads it; several hosts are allowed, and the primary among them
/// is found. What stands below wins over what the string says of the same.</param>
public sealed record PostgresJournalOptions(string ConnectionString)
{
    /// <summary>
    /// Batches that may wait to be written; a further append waits for room. Bounds memory.
    /// </summary>
    public int WaitingBatchesMax { get; init; } = 4_096;

    /// <summary>Connections at once; a further read or append waits for one.</summary>
    public int ConnectionsMax { get; init; } = 16;

    /// <summary>How long one host may take to accept a connection. Whole seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long an answer is waited for; then the link counts as lost and is dropped at once. What the answer
    /// to a COMMIT would have been is found out before anything else is read. Whole seconds.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the server lets an append, or a new owner, wait for the row of a territory.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After so long without a word from its writer the server ends a transaction, so that a writer that was
    /// paused or cut off does not hold its territory. Below <see cref="LockTimeout"/>: whoever waits for it
    /// sees it end.
    /// </summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A silent link is probed by TCP after this time, and again each time; a dead one is noticed by both
    /// ends. Whole seconds.
    /// </summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Called at each <see cref="JournalPoint"/> of an append, and awaited.</summary>
    internal Func<JournalPoint, Task>? Crossing { get; init; }

    internal string ToConnectionString()
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Timeout = Seconds(ConnectTimeout),
            CommandTimeout = Seconds(AnswerTimeout),
            CancellationTimeout = -1,
            TcpKeepAlive = true,
            TcpKeepAliveTime = Seconds(ProbeEvery),
            TcpKeepAliveInterval = Seconds(ProbeEvery),
            MaxPoolSize = ConnectionsMax,
            HostRecheckSeconds = Seconds(ProbeEvery),
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            Enlist = false,
        };
        connection.Options = string.Join(' ', Session().Prepend(connection.Options ?? ""));
        return connection.ConnectionString;
    }

    // What every session of ours is told, whatever the server's files say.
    private IEnumerable<string> Session() =>
        from setting in new (string Name, string Value)[]
        {
            ("synchronous_commit", "on"),
            ("statement_timeout", "0"),
            ("default_transaction_isolation", "read\\ committed"),
            ("lock_timeout", Milliseconds(LockTimeout)),
            ("idle_in_transaction_session_timeout", Milliseconds(SilenceMax)),
            ("tcp_user_timeout", Milliseconds(AnswerTimeout)),
            ("tcp_keepalives_idle", Whole(Seconds(ProbeEvery))),
            ("tcp_keepalives_interval", Whole(Seconds(ProbeEvery))),
            ("tcp_keepalives_count", "3"),
        }
        select $"-c {setting.Name}={setting.Value}";

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static string Milliseconds(TimeSpan time) => Whole((long)time.TotalMilliseconds);

    private static string Whole(long number) =>
        number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
