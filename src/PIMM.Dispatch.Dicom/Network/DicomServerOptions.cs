using System.Net;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>What a <see cref="DicomServer"/> is, whom it lets in, and who keeps what it receives.</summary>
public sealed record DicomServerOptions
{
    /// <summary>Where to listen; port 0 takes a free one, see <see cref="DicomServer.EndPoint"/>.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Our own AE title; an association that calls another one is rejected (1, 1, 7).</summary>
    public string AeTitle { get; init; } = "PIMM";

    /// <summary>
    /// Where objects stand while they arrive. Must be on the volume where they are kept in the end.
    /// </summary>
    public required string IncomingFolder { get; init; }

    /// <summary>
    /// Decides by calling AE title, called AE title and address. Must answer at once, from memory.
    /// </summary>
    public required Func<AssociationRequest, AssociationDecision> Decide { get; init; }

    /// <summary>
    /// Takes one object and answers when it is durable; the sender gets this status. An exception becomes
    /// <see cref="DicomStatus.ProcessingFailure"/>. Called for one object at a time within an association.
    /// </summary>
    public required Func<ReceivedObject, CancellationToken, Task<DicomStatus>> StoreAsync { get; init; }

    /// <summary>Called once for each association that was accepted, after its last object.</summary>
    public Func<AssociationEnd, Task>? AssociationEndedAsync { get; init; }

    /// <summary>
    /// Receives what an operator should see; must not block. Kinds are listed in <see cref="IncidentKinds"/>.
    /// </summary>
    public Action<DicomIncident>? Report { get; init; }

    /// <summary>Elements that <see cref="ReceivedObject.Header"/> holds.</summary>
    public TagSelection HeaderTags { get; init; } = ReceivedHeader.DefaultTags;

    /// <summary>
    /// SOP classes to store besides those of the standard: private ones, by agreement with a device.
    /// </summary>
    public IReadOnlySet<string> PrivateSopClasses { get; init; } = new HashSet<string>();

    public DicomServerLimits Limits { get; init; } = new();

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Opens the file of an incoming object; tests put a full disk here.</summary>
    internal Func<string, Stream> OpenIncoming { get; init; } = IncomingObject.OpenFile;
}

/// <summary>
/// What peers may cost the server. Each number is a bound that is enforced before memory or time is spent.
/// </summary>
public sealed record DicomServerLimits
{
    private const int Kibibyte = 1024;

    /// <summary>
    /// Longest P-DATA-TF that we announce. 128 KiB is the most that DCMTK senders use; a longer one saves
    /// nothing.
    /// </summary>
    public int PduLengthAnnounced { get; init; } = 128 * Kibibyte;

    /// <summary>Longest P-DATA-TF that we take from a peer that ignores what we announced.</summary>
    public int PduLengthMax { get; init; } = 1024 * Kibibyte;

    /// <summary>Longest A-ASSOCIATE-RQ. 128 presentation contexts of a modality take about 30 KB.</summary>
    public int AssociationItemsLengthMax { get; init; } = 64 * Kibibyte;

    /// <summary>Longest command set; real ones are below 1 KB.</summary>
    public int CommandLengthMax { get; init; } = 16 * Kibibyte;

    /// <summary>
    /// Largest object, all fragments together: a whole-body CT in one enhanced object stays below 4 GB.
    /// </summary>
    public long ObjectLengthMax { get; init; } = 4L * Kibibyte * Kibibyte * Kibibyte;

    /// <summary>Associations at the same time. Further ones are told to come back (2, 3, 2).</summary>
    public int AssociationsMax { get; init; } = 256;

    /// <summary>
    /// Of one address: a hospital behind one router has many modalities; an attacker must not fill all.
    /// </summary>
    public int AssociationsPerAddressMax { get; init; } = 128;

    /// <summary>Of one calling AE title: a PACS opens 4 to 16.</summary>
    public int AssociationsPerAeMax { get; init; } = 32;

    /// <summary>Open sockets, associations or not; above it a connection is closed unread.</summary>
    public int ConnectionsMax { get; init; } = 1_024;

    /// <summary>Open sockets of one address.</summary>
    public int ConnectionsPerAddressMax { get; init; } = 512;

    /// <summary>
    /// ARTIM (PS3.8 §9.1.5): from connecting to a whole request, and from our last word to the close.
    /// </summary>
    public TimeSpan Artim { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Silence between two messages. PACS keep an association open for a minute or two between images.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Within a message, <see cref="RateBytesMin"/> must arrive in each such stretch of waiting.
    /// </summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>2,000 bytes in 20 s is a tenth of the slowest line that ever carried an image.</summary>
    public int RateBytesMin { get; init; } = 2_000;

    /// <summary>How a received object's structure may look.</summary>
    public ReadLimits Header { get; init; } = ReadLimits.Header;
}

/// <summary>The header elements that a dispatcher of imaging asks for.</summary>
public static class ReceivedHeader
{
    public static readonly TagSelection DefaultTags = new(
        Tags.SopClassUid, Tags.SopInstanceUid, Tags.StudyDate, Tags.SeriesDate, Tags.AcquisitionDate,
        Tags.AcquisitionDateTime, Tags.StudyTime, Tags.SeriesTime, Tags.AcquisitionTime, Tags.AccessionNumber,
        Tags.IssuerOfAccessionNumberSequence, Tags.Modality, Tags.Manufacturer, Tags.InstitutionName,
        Tags.ReferringPhysicianName, Tags.TimezoneOffsetFromUtc, Tags.StationName, Tags.StudyDescription,
        Tags.ProcedureCodeSequence, Tags.SeriesDescription, Tags.AnatomicRegionSequence, Tags.PatientName,
        Tags.PatientId, Tags.IssuerOfPatientId, Tags.IssuerOfPatientIdQualifiersSequence,
        Tags.PatientBirthDate,
        Tags.PatientSex, Tags.OtherPatientIdsSequence, Tags.PatientBirthName, Tags.PatientAge,
        Tags.BodyPartExamined, Tags.ProtocolName, Tags.StudyInstanceUid, Tags.SeriesInstanceUid, Tags.StudyId,
        Tags.SeriesNumber, Tags.InstanceNumber, Tags.Laterality, Tags.NumberOfFrames,
        Tags.RequestingPhysician,
        Tags.RequestingService, Tags.RequestedProcedureDescription, Tags.RequestAttributesSequence,
        Tags.RequestedProcedureId, Tags.ReasonForTheRequestedProcedure, Tags.RequestedProcedurePriority);
}

/// <summary>The stable names of incidents.</summary>
public static class IncidentKinds
{
    public const string AssociationRejected = "association.rejected";
    public const string AssociationAborted = "association.aborted";
    public const string AssociationTimedOut = "association.timed-out";
    public const string ObjectRefused = "object.refused";
    public const string CallbackFailed = "callback.failed";
    public const string ListenerFailed = "listener.failed";
}
