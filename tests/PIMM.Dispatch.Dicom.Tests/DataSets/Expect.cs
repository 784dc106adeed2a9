using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

public static class Expect
{
    /// <summary>
    /// Same elements, values and items. A value written with padding may have one byte more.
    /// </summary>
    public static void Same(DataSet expected, DataSet actual, bool ignoreVr = false)
    {
        Assert.Equal(expected.Select(e => e.Tag), actual.Select(e => e.Tag));
        foreach (var (one, other) in expected.Zip(actual))
        {
            if (!ignoreVr)
                Assert.Equal(one.Vr, other.Vr);
            // Undefined in implicit VR: a private sequence comes back as bytes.
            if (one.IsSequence && !other.IsSequence)
                continue;
            SameValue(one.Value.Span, other.Value.Span, one.Tag);
            Assert.Equal(one.Fragments.Count, other.Fragments.Count);
            foreach (var (fragment, same) in one.Fragments.Zip(other.Fragments))
                SameValue(fragment.Span, same.Span, one.Tag);
            Assert.Equal(one.Items.Count, other.Items.Count);
            foreach (var (item, same) in one.Items.Zip(other.Items))
                Same(item, same, ignoreVr);
        }
    }

    private static void SameValue(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, Tag tag)
    {
        if (expected.Length % 2 == 1 && actual.Length == expected.Length + 1)
            actual = actual[..^1];
        Assert.True(expected.SequenceEqual(actual), $"{tag} differs");
    }

    /// <summary>Reading must end in the format's own exception, whatever the bytes are.</summary>
    public static DicomFormatException Fault(
        ReadOnlyMemory<byte> bytes, TransferSyntax syntax, ReadRequest? request = null)
    {
        var fromMemory = Assert.Throws<DicomFormatException>(
            () => DataSetReader.Read(bytes, syntax, request));
        using var stream = new MemoryStream(bytes.ToArray());
        Assert.Throws<DicomFormatException>(() => DataSetReader.Read(stream, bytes.Length, syntax, request));
        return fromMemory;
    }
}
