using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>Which SOP classes are stored (PS3.4 annex B; PS3.6 annex A).</summary>
public static class StorageClasses
{
    /// <summary>
    /// The arc under which the standard registers storage classes of patients' composite objects.
    /// </summary>
    private const string StorageArc = "1.2.840.10008.5.1.4.1.1.";

    private static readonly HashSet<string> StorageOutsideTheArc =
    [
        "1.2.840.10008.5.1.4.34.7",     // RT Beams Delivery Instruction Storage
        "1.2.840.10008.5.1.4.34.10",    // RT Brachy Application Setup Delivery Instruction Storage
        "1.2.840.10008.5.1.1.27",       // Stored Print Storage (retired)
        "1.2.840.10008.5.1.1.29",       // Hardcopy Grayscale Image Storage (retired)
        "1.2.840.10008.5.1.1.30",       // Hardcopy Color Image Storage (retired)
    ];

    /// <summary>A storage class of the standard, also retired or newer than this program.</summary>
    public static bool Contains(string sopClassUid) => Uids.IsValid(sopClassUid)
        && (sopClassUid.StartsWith(StorageArc, StringComparison.Ordinal)
            || StorageOutsideTheArc.Contains(sopClassUid));
}
