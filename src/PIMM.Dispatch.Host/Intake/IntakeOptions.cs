using System.Net;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>Where images come in, where they are kept, and how often their territory is told.</summary>
public sealed record IntakeOptions
{
    /// <summary>Loopback unless an operator says otherwise: DICOM has no password.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>11112 is registered for DICOM without privileges; 0 takes a free one.</summary>
    public int Port { get; init; } = 11112;

    /// <summary>Our own AE title.</summary>
    public string AeTitle { get; init; } = "PIMM";

    /// <summary>The folder of the received objects.</summary>
    public required string StoreFolder { get; init; }

    /// <summary>
    /// While a sender is connected its territory is told at most so often: two seconds, the rhythm at which a
    /// screen counts images.
    /// </summary>
    public TimeSpan TellEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>So many images are told at once, without waiting for <see cref="TellEvery"/>.</summary>
    public int TellAtImages { get; init; } = 50;

    /// <summary>
    /// The first wait after a territory could not take a command; doubled up to <see cref="RetryMax"/>.
    /// </summary>
    public TimeSpan RetryMin { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Thirty seconds: a journal that is back gets its cases before anybody has called.</summary>
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// After a refusal the next association or a restart asks again; without either, once an hour: an
    /// establishment that is connected in on-call hours only becomes so without anybody sending.
    /// </summary>
    public TimeSpan RefusedRetry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a stop waits for objects that are arriving; their senders repeat what is cut.
    /// </summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);
}
