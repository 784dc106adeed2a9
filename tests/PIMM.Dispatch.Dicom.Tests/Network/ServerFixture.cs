using System.Collections.Concurrent;
using System.Net;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Tests.Network;

/// <summary>A server on a free port of loopback that remembers what it was given.</summary>
public sealed class ServerFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ServerFixture()
    {
    }

    public DicomServer Server { get; private set; } = null!;

    public ConcurrentQueue<ReceivedObject> Received { get; } = new();

    public ConcurrentQueue<AssociationEnd> Ended { get; } = new();

    public ConcurrentQueue<DicomIncident> Incidents { get; } = new();

    public Signals Signals { get; } = new();

    public string IncomingFolder => _folder.Sub("incoming");

    public int Port => Server.EndPoint.Port;

    public static ServerFixture Start(Func<DicomServerOptions, DicomServerOptions>? change = null)
    {
        var fixture = new ServerFixture();
        var options = new DicomServerOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            IncomingFolder = fixture.IncomingFolder,
            Decide = request => request.CallingAeTitle == "STRANGER"
                ? AssociationDecision.Reject(AssociationRejection.UnknownCallingAeTitle)
                : AssociationDecision.Accept,
            StoreAsync = (received, _) =>
            {
                fixture.Received.Enqueue(received);
                return Task.FromResult(DicomStatus.Success);
            },
            AssociationEndedAsync = end =>
            {
                fixture.Ended.Enqueue(end);
                fixture.Signals.Raise();
                return Task.CompletedTask;
            },
            Report = incident =>
            {
                fixture.Incidents.Enqueue(incident);
                fixture.Signals.Raise();
            },
        };
        fixture.Server = DicomServer.Start(change?.Invoke(options) ?? options);
        return fixture;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Signals.Dispose();
        _folder.Dispose();
    }
}
