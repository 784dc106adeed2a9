using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>
/// Whether a received object is the one that is stored: byte for byte, or, when one came in another
/// uncompressed transfer syntax, element for element.
/// </summary>
internal static class SameObject
{
    public static bool Is(ReceivedObject received, string storedPath)
    {
        using var stored = Open(storedPath);
        var syntax = Part10.ReadMeta(stored).TransferSyntax;
        if (syntax == received.TransferSyntax)
        {
            using var arrived = Open(received.Path);
            Part10.ReadMeta(arrived);
            return SameBytes(stored, arrived);
        }
        if (syntax.IsEncapsulated || received.TransferSyntax.IsEncapsulated)
            return false;
        try
        {
            return SameElements(Part10.Read(storedPath).DataSet, Part10.Read(received.Path).DataSet);
        }
        catch (DicomFormatException)
        {
            // Too large to hold in memory twice, or only skimmed at reception: call it different, and a
            // person looks.
            return false;
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <summary>From where the two streams stand to their ends.</summary>
    private static bool SameBytes(FileStream one, FileStream other)
    {
        const int StretchLength = 64 * 1024;
        if (one.Length - one.Position != other.Length - other.Position)
            return false;
        var (ones, others) = (new byte[StretchLength], new byte[StretchLength]);
        while (one.ReadAtLeast(ones, StretchLength, throwOnEndOfStream: false) is > 0 and var count)
        {
            other.ReadExactly(others, 0, count);
            if (!ones.AsSpan(0, count).SequenceEqual(others.AsSpan(0, count)))
                return false;
        }
        return true;
    }

    /// <summary>Group lengths say nothing; values are little endian by now, whatever they came as.</summary>
    private static bool SameElements(DataSet one, DataSet other)
    {
        var ones = one.Where(e => !e.Tag.IsGroupLength).ToList();
        var others = other.Where(e => !e.Tag.IsGroupLength).ToList();
        return ones.Count == others.Count
            && ones.Zip(others).All(pair => SameElement(pair.First, pair.Second));
    }

    private static bool SameElement(Element one, Element other) =>
        one.Tag == other.Tag
        && one.Value.Span.SequenceEqual(other.Value.Span)
        && one.Items.Count == other.Items.Count
        && one.Items.Zip(other.Items).All(pair => SameElements(pair.First, pair.Second));
}
