using System.Net;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>How the intake does, for <c>/readyz</c>; written by the intake, read by anyone.</summary>
public sealed class IntakeHealth
{
    private volatile IPEndPoint? endPoint;
    private long received;
    private long incidents;
    private volatile int studiesToTell;
    private volatile int connections;

    /// <summary>Where it listens, with the port that was taken; null while it does not.</summary>
    public IPEndPoint? EndPoint => endPoint;

    public bool IsListening => endPoint is not null;

    /// <summary>Studies of which a territory does not know everything yet.</summary>
    public int StudiesToTell => studiesToTell;

    /// <summary>Open DICOM connections.</summary>
    public int Connections => connections;

    /// <summary>Objects that were stored since the start, duplicates not counted.</summary>
    public long Received => Interlocked.Read(ref received);

    /// <summary>Technical incidents since the start; each one stands in the log.</summary>
    public long Incidents => Interlocked.Read(ref incidents);

    internal void Listens(IPEndPoint? at) => endPoint = at;

    internal void Note(int toTell, int open) => (studiesToTell, connections) = (toTell, open);

    internal void CountReceived() => Interlocked.Increment(ref received);

    internal void CountIncident() => Interlocked.Increment(ref incidents);
}
