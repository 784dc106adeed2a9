using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// A storage and verification SCP (PS3.4 annexes A and B). Objects stream to disk as they arrive; success is
/// answered only when <see cref="DicomServerOptions.StoreAsync"/> says so. Whatever a peer sends, it costs at
/// most what
/// <see cref="DicomServerLimits"/> grants.
/// </summary>
public sealed class DicomServer : IAsyncDisposable
{
    // The finest that a limit of seconds needs; each tick is a walk over some hundred connections.
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private const int Backlog = 512;

    private readonly DicomServerOptions _options;
    private readonly Socket _listener;
    private readonly AssociationSlots _slots;
    private readonly ConcurrentDictionary<long, (AcceptedConnection Connection, Task Ended)>
        _connections = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly string _idPrefix;
    private readonly ITimer _clock;
    private readonly Task _accepting;
    private long _connectionsMade;
    private int _stopped;

    private DicomServer(DicomServerOptions options, Socket listener)
    {
        _options = options with
        {
            HeaderTags = options.HeaderTags.And(Tags.SopClassUid, Tags.SopInstanceUid, Tags.StudyInstanceUid),
        };
        _listener = listener;
        _slots = new AssociationSlots(options.Limits);
        _idPrefix = options.TimeProvider.GetUtcNow()
            .ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _clock = options.TimeProvider.CreateTimer(_ => Tick(), null, TickPeriod, TickPeriod);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Open connections and accepted associations at this moment.</summary>
    public (int Connections, int Associations) Load => _slots.Counts();

    /// <summary>Creates the incoming folder if need be and begins to listen.</summary>
    /// <exception cref="SocketException">The address can't be used.</exception>
    public static DicomServer Start(DicomServerOptions options)
    {
        Directory.CreateDirectory(options.IncomingFolder);
        var listener = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(options.EndPoint);
            listener.Listen(Backlog);
            return new DicomServer(options, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Stops listening, lets the messages under way come to their end, aborts the associations. When
    /// <paramref name="cancellation"/> fires first, the rest is cut.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
            return;
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        foreach (var (connection, _) in _connections.Values)
            connection.Stop();
        using (cancellation.UnsafeRegister(static cut => ((CancellationTokenSource)cut!).Cancel(), _cut))
            await Task.WhenAll(_connections.Values.Select(c => c.Ended)).ConfigureAwait(false);
        await _clock.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stops at once: messages under way are cut and their senders get no success.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                if (Volatile.Read(ref _stopped) == 1)
                    return;
                // A connection that died in the queue, or no descriptor left: the next one may live.
                Report($"accept: {fault.Message}");
                await Task.Yield();
                continue;
            }
            Begin(socket);
        }
    }

    private void Begin(Socket socket)
    {
        IPAddress address;
        try
        {
            address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
            socket.NoDelay = true;
        }
        catch (Exception fault)
            when (fault is SocketException or ObjectDisposedException or NullReferenceException)
        {
            socket.Dispose();
            return;
        }
        if (!_slots.TryEnterConnection(address))
        {
            Report("Too many connections: one was closed unread", address);
            socket.Dispose();
            return;
        }
        var number = ++_connectionsMade;
        var id = string.Create(CultureInfo.InvariantCulture, $"{_idPrefix}-{number:D8}");
        var stream = new NetworkStream(socket, ownsSocket: true);
        var connection = new AcceptedConnection(_options, _slots, id, address, stream);
        _connections[number] = (connection, Task.CompletedTask);
        _connections[number] = (connection, Task.Run(() => RunAsync(connection, number, address)));
    }

    private async Task RunAsync(AcceptedConnection connection, long number, IPAddress address)
    {
        try
        {
            await connection.RunAsync(_cut.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The edge of the listener: one connection's fault must not be another's.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Report($"connection: {fault.GetType().Name}: {fault.Message}", address);
        }
        _slots.LeaveConnection(address);
        _connections.TryRemove(number, out _);
    }

    private void Tick()
    {
        foreach (var (connection, _) in _connections.Values)
            connection.Tick(TickPeriod);
    }

    private void Report(string text, IPAddress? address = null) => _options.Report?.Invoke(
        new DicomIncident(IncidentKinds.ListenerFailed, "", "", address, text));
}
