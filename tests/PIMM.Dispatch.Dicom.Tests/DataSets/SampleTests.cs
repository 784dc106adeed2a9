using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

public sealed class SampleTests
{
    public static TheoryData<string> Names => new(Samples.All().Select(Samples.NameOf));

    // One of the media directories was edited by hand, and its last item claims more than is there.
    private static readonly ReadRequest Whole = new() { ClampItems = true };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_reads_whole_and_as_a_header(string name)
    {
        var whole = Part10.Read(Samples.PathOf(name), Whole);
        var header = Part10.Read(Samples.PathOf(name), ReadRequest.Header() with { ClampItems = true });
        var walked = Part10.Read(
            Samples.PathOf(name), ReadRequest.Header(new TagSelection()) with { VerifyToEnd = true });
        Assert.NotEmpty(whole.DataSet);
        Assert.False(header.DataSet.Contains(Tags.PixelData));
        Assert.True(walked.DataSet.Count <= 1);
        foreach (var element in header.DataSet)
        {
            Assert.True(whole.DataSet.TryGet(element.Tag, out var same));
            Assert.True(element.Value.Span.SequenceEqual(same.Value.Span));
        }
    }

    /// <summary>
    /// Every string of every sample, through writing and reading again in each uncompressed syntax.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_survives_being_written_and_read_again(string name)
    {
        var original = Part10.Read(Samples.PathOf(name), Whole);
        TransferSyntax[] syntaxes = original.Meta.TransferSyntax.IsEncapsulated
            ? [original.Meta.TransferSyntax]
            : [TransferSyntax.ImplicitLittleEndian, TransferSyntax.ExplicitLittleEndian,
                TransferSyntax.ExplicitBigEndian, TransferSyntax.DeflatedExplicitLittleEndian];
        foreach (var syntax in syntaxes)
        {
            var again = DataSetReader.Read(DataSetWriter.Write(original.DataSet, syntax), syntax);
            Expect.Same(original.DataSet, again, ignoreVr: !syntax.IsExplicitVr);
        }
    }

    [Fact]
    public void Item_that_claims_too_much_is_refused_unless_asked_otherwise()
    {
        var path = Samples.PathOf("studies/DICOMDIR-nooffset");
        Assert.Throws<DicomFormatException>(() => Part10.Read(path));
        var records = Part10.Read(path, Whole).DataSet.GetItems(new Tag(0x0004, 0x1220));
        Assert.Equal(52, records.Count);
    }

    [Theory]
    [InlineData("CT_small.dcm", 128, 128, "CompressedSamples^CT1")]
    [InlineData("MR_small.dcm", 64, 64, "CompressedSamples^MR1")]
    [InlineData("MR_small_RLE.dcm", 64, 64, "CompressedSamples^MR1")]
    [InlineData("MR_small_bigendian.dcm", 64, 64, "CompressedSamples^MR1")]
    [InlineData("MR_small_implicit.dcm", 64, 64, "CompressedSamples^MR1")]
    [InlineData("MR_small_jp2klossless.dcm", 64, 64, "CompressedSamples^MR1")]
    [InlineData("image_dfl.dcm", 512, 512, "^^^^")]
    public void Numbers_and_names_read_in_every_transfer_syntax(
        string file, int rows, int columns, string name)
    {
        var dataSet = Part10.Read(Samples.File(file)).DataSet;
        Assert.Equal(rows, dataSet.GetInt(Tags.Rows));
        Assert.Equal(columns, dataSet.GetInt(Tags.Columns));
        Assert.Equal(name, dataSet.GetString(Tags.PatientName) ?? "^^^^");
    }

    [Fact]
    public void Pixels_are_the_same_from_either_byte_order()
    {
        var little = Part10.Read(Samples.File("MR_small.dcm")).DataSet;
        var big = Part10.Read(Samples.File("MR_small_bigendian.dcm")).DataSet;
        Assert.True(little.TryGet(Tags.PixelData, out var one));
        Assert.True(big.TryGet(Tags.PixelData, out var other));
        Assert.True(one.Value.Span.SequenceEqual(other.Value.Span));
    }

    [Fact]
    public void Compressed_pixels_are_kept_fragment_by_fragment()
    {
        var dataSet = Part10.Read(Samples.File("MR_small_RLE.dcm")).DataSet;
        Assert.True(dataSet.TryGet(Tags.PixelData, out var pixels));
        Assert.True(pixels.IsEncapsulated);
        Assert.Equal(2, pixels.Fragments.Count);
        // An RLE frame begins with the number of its segments (PS3.5 §G.5).
        Assert.Equal(2, pixels.Fragments[1].Span[0]);
    }
}
