using System.Buffers.Binary;
using System.Globalization;

namespace PIMM.Dispatch.Dicom.DataSets;

/// <summary>
/// Typed reading and setting of a data set's values. Absent, empty or malformed reads as null.
/// </summary>
public static class DataSetValues
{
    private static readonly string[] DateFormats = ["yyyyMMdd", "yyyy.MM.dd"];

    private static readonly string[] TimeFormats =
        ["HHmmss", "HHmm", "HH", "HHmmss.FFFFFF", "HH:mm:ss", "HH:mm:ss.FFFFFF", "HH:mm"];

    /// <summary>The first value, without padding; null when absent or empty.</summary>
    public static string? GetString(this DataSet dataSet, Tag tag)
    {
        var text = dataSet.GetText(tag, out var vr);
        if (text is null)
            return null;
        var end = vr.IsMultiValuedText() ? text.IndexOf('\\', StringComparison.Ordinal) : -1;
        var first = Trim(end < 0 ? text : text[..end], vr);
        return first.Length == 0 ? null : first;
    }

    /// <summary>All values, without padding; empty ones keep their place.</summary>
    public static IReadOnlyList<string> GetStrings(this DataSet dataSet, Tag tag)
    {
        var text = dataSet.GetText(tag, out var vr);
        if (text is null || Trim(text, vr).Length == 0)
            return [];
        var values = vr.IsMultiValuedText() ? text.Split('\\') : [text];
        for (var i = 0; i < values.Length; i++)
            values[i] = Trim(values[i], vr);
        return values;
    }

    /// <summary>The first value of IS, US, SS, UL or SL.</summary>
    public static int? GetInt(this DataSet dataSet, Tag tag)
    {
        if (!dataSet.TryGet(tag, out var element))
            return null;
        var value = element.Value.Span;
        return element.Vr switch
        {
            Vr.US when value.Length >= 2 => BinaryPrimitives.ReadUInt16LittleEndian(value),
            Vr.SS when value.Length >= 2 => BinaryPrimitives.ReadInt16LittleEndian(value),
            Vr.SL when value.Length >= 4 => BinaryPrimitives.ReadInt32LittleEndian(value),
            Vr.UL when value.Length >= 4 => ToInt(BinaryPrimitives.ReadUInt32LittleEndian(value)),
            Vr.IS or Vr.UN => int.TryParse(dataSet.GetString(tag), NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };
    }

    /// <summary>The first value of DS or IS.</summary>
    public static decimal? GetDecimal(this DataSet dataSet, Tag tag) =>
        decimal.TryParse(
            dataSet.GetString(tag), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>DA, also in the form yyyy.mm.dd of before 1993 (PS3.5 §6.2 note 1 of DA).</summary>
    public static DateOnly? GetDate(this DataSet dataSet, Tag tag) =>
        DateOnly.TryParseExact(dataSet.GetString(tag), DateFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var date) ? date : null;

    /// <summary>
    /// TM: hours alone, with minutes, seconds, fraction; also with colons. Hour 24 and second 60 are null.
    /// </summary>
    public static TimeOnly? GetTime(this DataSet dataSet, Tag tag) =>
        TimeOnly.TryParseExact(dataSet.GetString(tag), TimeFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time) ? time : null;

    public static PersonName? GetPersonName(this DataSet dataSet, Tag tag) =>
        dataSet.GetString(tag) is { } text ? PersonName.Parse(text) : null;

    /// <summary>The first value, when it is a UID that keeps the rule (<see cref="Uids.IsValid"/>).</summary>
    public static string? GetUid(this DataSet dataSet, Tag tag) =>
        dataSet.GetString(tag) is { } uid && Uids.IsValid(uid) ? uid : null;

    /// <summary>The items of a sequence; none when it is absent.</summary>
    public static IReadOnlyList<DataSet> GetItems(this DataSet dataSet, Tag tag) =>
        dataSet.TryGet(tag, out var element) ? element.Items : [];

    /// <summary>
    /// Sets text; several values are joined by backslashes. Characters follow the data set's own set.
    /// </summary>
    public static DataSet Set(this DataSet dataSet, Tag tag, params ReadOnlySpan<string> values)
    {
        var vr = StandardAttributes.VrOf(tag);
        var text = string.Join('\\', values!);
        var bytes = vr.UsesCharacterSet()
            ? dataSet.CharacterSet.Encode(text)
            : CharacterSet.Default.Encode(text);
        return dataSet.Set(new Element(tag, vr.IsText() ? vr : Vr.UT, bytes));
    }

    /// <summary>Sets a number as US, SS, UL, SL, or text (IS, DS), as the dictionary says.</summary>
    public static DataSet Set(this DataSet dataSet, Tag tag, int value)
    {
        var vr = StandardAttributes.VrOf(tag);
        if (vr.IsText())
            return dataSet.Set(tag, value.ToString(CultureInfo.InvariantCulture));
        var bytes = new byte[vr.UnitLength() == 2 ? 2 : 4];
        if (bytes.Length == 2)
            BinaryPrimitives.WriteInt16LittleEndian(bytes, unchecked((short)value));
        else
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return dataSet.Set(new Element(tag, vr, bytes));
    }

    /// <summary>Sets bytes as they are, little endian.</summary>
    public static DataSet Set(this DataSet dataSet, Tag tag, Vr vr, ReadOnlyMemory<byte> value) =>
        dataSet.Set(new Element(tag, vr, value));

    public static DataSet Set(this DataSet dataSet, Tag tag, IReadOnlyList<DataSet> items) =>
        dataSet.Set(new Element(tag, items));

    /// <summary>Sets Pixel Data as fragments; the first is the Basic Offset Table, empty if none.</summary>
    public static DataSet SetFragments(
        this DataSet dataSet, Tag tag, IReadOnlyList<ReadOnlyMemory<byte>> fragments) =>
        dataSet.Set(new Element(tag, Vr.OB, fragments));

    private static string? GetText(this DataSet dataSet, Tag tag, out Vr vr)
    {
        vr = Vr.None;
        if (!dataSet.TryGet(tag, out var element))
            return null;
        // An attribute that came as UN is still what the dictionary says (PS3.5 §6.2.2).
        vr = element.Vr == Vr.UN ? StandardAttributes.VrOf(tag) : element.Vr;
        if (vr == Vr.UN && !tag.IsPrivate || !vr.IsText())
            return null;
        var value = element.Value.Span;
        return vr.UsesCharacterSet()
            ? dataSet.CharacterSet.Decode(value, vr)
            : CharacterSet.Default.Decode(value, vr);
    }

    /// <summary>
    /// Trailing padding never counts; leading spaces count only in running text (PS3.5 §6.2).
    /// </summary>
    private static string Trim(string text, Vr vr)
    {
        var end = text.AsSpan().TrimEnd(" \0");
        return (vr is Vr.LT or Vr.ST or Vr.UT ? end : end.TrimStart(' ')).ToString();
    }

    private static int? ToInt(uint value) => value <= int.MaxValue ? (int)value : null;
}
