namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Unique identifiers: the rule of PS3.5 §9 and the registered ones that we name (PS3.6 annex A).
/// </summary>
public static class Uids
{
    public const int LengthMax = 64;

    public const string Verification = "1.2.840.10008.1.1";
    public const string ApplicationContext = "1.2.840.10008.3.1.1.1";
    public const string CtImageStorage = "1.2.840.10008.5.1.4.1.1.2";
    public const string MrImageStorage = "1.2.840.10008.5.1.4.1.1.4";
    public const string ComputedRadiographyImageStorage = "1.2.840.10008.5.1.4.1.1.1";
    public const string DigitalXRayImageStorageForPresentation = "1.2.840.10008.5.1.4.1.1.1.1";
    public const string SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";
    public const string UltrasoundImageStorage = "1.2.840.10008.5.1.4.1.1.6.1";

    /// <summary>
    /// PIMM.Dispatch's own implementation class, under the UUID-derived root of PS3.5 annex B.2.
    /// </summary>
    public const string OurImplementationClass = "2.25.311108754904437423545881882447593824086";

    public const string OurImplementationVersion = "PIMM_DISPATCH_01";

    /// <summary>
    /// 1 to 64 characters, digits and dots, no empty component. A leading zero in a component breaks the
    /// standard but is common on old devices and harmless, so it passes.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<char> uid)
    {
        if (uid.Length is 0 or > LengthMax)
            return false;
        var previous = '.';
        foreach (var character in uid)
        {
            if (character == '.' ? previous == '.' : !char.IsAsciiDigit(character))
                return false;
            previous = character;
        }
        return previous != '.';
    }
}
