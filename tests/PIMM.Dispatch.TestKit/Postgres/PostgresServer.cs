using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;
using Xunit;

namespace PIMM.Dispatch.TestKit.Postgres;

/// <summary>
/// A real PostgreSQL for the tests of one class or collection: in a folder of its own, on a port of its own,
/// with full durability, by the script that starts a cluster's too. Without the server's binaries the tests
/// fail.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("pimm-postgres-").FullName;
    private int schemas;

    public int Port { get; } = FreePort();

    /// <summary>For a user who may do everything, on the loopback.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await StartAsync().ConfigureAwait(false);
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
    }

    public async Task DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        await RunAsync("stop").ConfigureAwait(false);
        Directory.Delete(folder, recursive: true);
    }

    public async Task StartAsync() =>
        ConnectionString = await RunAsync("start", Text(Port)).ConfigureAwait(false);

    /// <summary>A second server that has everything before this one acknowledges it.</summary>
    public async Task<PostgresServer> StandbyAsync()
    {
        var standby = new PostgresServer();
        standby.ConnectionString = await standby.RunAsync("standby", Text(standby.Port), Text(Port))
            .ConfigureAwait(false);
        AppDomain.CurrentDomain.ProcessExit += standby.StopAtExit;
        return standby;
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => RunAsync("promote");

    /// <summary>Ends the server as kill -9 does; <see cref="StartAsync"/> brings it back.</summary>
    public Task CrashAsync() => RunAsync("crash");

    /// <summary>A place for one journal in which there is nothing: a schema of its own.</summary>
    /// <returns>A connection string that leads there.</returns>
    public async Task<string> EmptyAsync()
    {
        var schema = string.Create(
            CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref schemas)}");
        await ExecuteAsync(ConnectionString, $"CREATE SCHEMA {schema}").ConfigureAwait(false);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { SearchPath = schema }.ConnectionString;
    }

    /// <summary>Completes once so many sessions wait for a lock.</summary>
    public async Task WaitForWaitersAsync(int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        while ((long)(await command.ExecuteScalarAsync(limit.Token).ConfigureAwait(false))! < count)
            limit.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Runs statements as somebody would from a console.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>A port of the loopback that nobody uses now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void StopAtExit(object? sender, EventArgs e) => Begin("stop").WaitForExit(Patience);

    private async Task<string> RunAsync(string verb, params string[] more)
    {
        using var process = Begin(verb, more);
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience).ConfigureAwait(false);
        return process.ExitCode == 0
            ? (await said.ConfigureAwait(false)).Trim()
            : throw new InvalidOperationException(
                $"PostgreSQL: {verb} failed: {await errors.ConfigureAwait(false)}");
    }

    private Process Begin(string verb, params string[] more) => Process.Start(
        new ProcessStartInfo("bash", [Script(), verb, folder, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Script([CallerFilePath] string here = "") => Path.GetFullPath(
        "../../../cluster-config/postgres/server.sh", Path.GetDirectoryName(here)!);
}
