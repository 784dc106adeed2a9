namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Value representation (PS3.5 §6.2). The number of each is its two letters as they stand on the wire.
/// </summary>
public enum Vr : ushort
{
    None = 0,
    AE = ('A' << 8) | 'E',
    AS = ('A' << 8) | 'S',
    AT = ('A' << 8) | 'T',
    CS = ('C' << 8) | 'S',
    DA = ('D' << 8) | 'A',
    DS = ('D' << 8) | 'S',
    DT = ('D' << 8) | 'T',
    FD = ('F' << 8) | 'D',
    FL = ('F' << 8) | 'L',
    IS = ('I' << 8) | 'S',
    LO = ('L' << 8) | 'O',
    LT = ('L' << 8) | 'T',
    OB = ('O' << 8) | 'B',
    OD = ('O' << 8) | 'D',
    OF = ('O' << 8) | 'F',
    OL = ('O' << 8) | 'L',
    OV = ('O' << 8) | 'V',
    OW = ('O' << 8) | 'W',
    PN = ('P' << 8) | 'N',
    SH = ('S' << 8) | 'H',
    SL = ('S' << 8) | 'L',
    SQ = ('S' << 8) | 'Q',
    SS = ('S' << 8) | 'S',
    ST = ('S' << 8) | 'T',
    SV = ('S' << 8) | 'V',
    TM = ('T' << 8) | 'M',
    UC = ('U' << 8) | 'C',
    UI = ('U' << 8) | 'I',
    UL = ('U' << 8) | 'L',
    UN = ('U' << 8) | 'N',
    UR = ('U' << 8) | 'R',
    US = ('U' << 8) | 'S',
    UT = ('U' << 8) | 'T',
    UV = ('U' << 8) | 'V',
}

/// <summary>What the standard says of each value representation.</summary>
public static class VrTraits
{
    /// <summary>In explicit VR, has two reserved bytes and a length of four bytes (PS3.5 §7.1.2).</summary>
    public static bool HasLongLength(this Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW
        or Vr.SQ or Vr.SV or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    public static bool IsKnown(this Vr vr) =>
        vr.HasLongLength() || vr.IsText() || vr is Vr.AT or Vr.FD or Vr.FL
        or Vr.SL or Vr.SS or Vr.UL or Vr.US;

    /// <summary>Holds characters: any repertoire, or the default one only.</summary>
    public static bool IsText(this Vr vr) => vr.UsesCharacterSet() || vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA
        or Vr.DS or Vr.DT or Vr.IS or Vr.TM or Vr.UI or Vr.UR;

    /// <summary>
    /// Decoded by Specific Character Set (PS3.5 §6.1.2.3); the other text VRs are always ASCII.
    /// </summary>
    public static bool UsesCharacterSet(this Vr vr) =>
        vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC
        or Vr.UT;

    /// <summary>The backslash separates values (PS3.5 §6.4); in LT, ST, UT and UR it is text.</summary>
    public static bool IsMultiValuedText(this Vr vr) => vr.IsText()
        && vr is not (Vr.LT or Vr.ST or Vr.UT or Vr.UR);

    /// <summary>Bytes of one unit, which turn around in big endian; 1 when order means nothing.</summary>
    public static int UnitLength(this Vr vr) => vr switch
    {
        Vr.US or Vr.SS or Vr.OW or Vr.AT => 2,
        Vr.UL or Vr.SL or Vr.FL or Vr.OL or Vr.OF => 4,
        Vr.FD or Vr.OD or Vr.OV or Vr.SV or Vr.UV => 8,
        _ => 1,
    };

    /// <summary>
    /// The byte that makes a value's length even: NUL for UI and binary, space for other text.
    /// </summary>
    public static byte Padding(this Vr vr) => vr.IsText() && vr != Vr.UI ? (byte)' ' : (byte)0;
}
