using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>Names a study in a store. The same UID from two establishments is two studies.</summary>
/// <param name="Scope">A slug of the caller's own: a to z, 0 to 9, hyphen.</param>
public readonly record struct StudyKey(string Scope, string Establishment, string StudyInstanceUid)
{
    private const int ScopeLengthMax = 64;

    /// <summary>
    /// Folder of the study under the store's root: scope, two digits, our own hash. Nothing from the wire.
    /// </summary>
    internal string RelativeFolder()
    {
        if (!IsSlug(Scope))
            throw new ArgumentException("A scope is 1 to 64 of a-z, 0-9 and '-', not beginning with '-'");
        var hash = HashOf($"{Establishment}\n{StudyInstanceUid}");
        return Path.Combine(Scope, hash[..2], hash);
    }

    internal string FileNameOf(string sopInstanceUid) =>
        HashOf($"{Establishment}\n{StudyInstanceUid}\n{sopInstanceUid}") + StudyStore.ObjectExtension;

    internal static bool IsSlug(string text) => text.Length is > 0 and <= ScopeLengthMax && text[0] != '-'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string HashOf(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}

/// <summary>What became of an object that was added.</summary>
public enum StoreOutcome
{
    /// <summary>It is new, and durable.</summary>
    Stored,

    /// <summary>
    /// It was here already, with the same content, and is durable: an answer got lost, or it was sent twice.
    /// </summary>
    Duplicate,

    /// <summary>Its UID is here with other content. The first stays; somebody has to look.</summary>
    Conflict,
}

/// <summary>Where an object is kept now, and how many distinct instances its study has.</summary>
public sealed record StoredObject(
    StoreOutcome Outcome, StudyKey Study, string SopInstanceUid, string Path, int InstanceCount)
{
    /// <summary>The status for the sender: success also for a duplicate, 0111H for a conflict.</summary>
    public DicomStatus ToStatus() =>
        Outcome == StoreOutcome.Conflict ? DicomStatus.DuplicateSopInstance : DicomStatus.Success;
}

/// <summary>A study with objects that its keeper has not yet told anyone about.</summary>
/// <param name="AccessionNumber">Of the object that opened the marker; empty when it had none.</param>
/// <param name="Attributes">What <see cref="StudyStoreOptions.Describe"/> took from that object's
/// header.</param>
/// <param name="InstanceCount">Distinct instances that are stored now.</param>
public sealed record PendingStudy(
    StudyKey Study, string AccessionNumber, IReadOnlyDictionary<string, string> Attributes,
    int InstanceCount);

/// <summary>Where a <see cref="StudyStore"/> lives and what it notes of a study.</summary>
public sealed record StudyStoreOptions
{
    public required string Root { get; init; }

    /// <summary>What the pending marker keeps of the first object's header.</summary>
    public Func<ReceivedObject, IReadOnlyDictionary<string, string>> Describe { get; init; } =
        static _ => new Dictionary<string, string>();

    /// <summary>
    /// True: an object is on the disk before it is acknowledged. False only for measurements that compare
    /// with receivers which do not flush.
    /// </summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>How files and folders are flushed; tests make it fail.</summary>
    internal DiskFlush Flush { get; init; } = new();
}
