using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

public sealed class Part10Tests
{
    [Fact]
    public async Task Synthetic_image_is_read_by_dcmtk()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sub("image.dcm");
        TransferSyntax[] syntaxes =
        [
            TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian,
            TransferSyntax.ExplicitBigEndian, TransferSyntax.DeflatedExplicitLittleEndian,
        ];
        foreach (var syntax in syntaxes)
        {
            using (var file = File.Create(path))
                Part10.Write(file, SyntheticImage.Create("1.2.3", 1), syntax);
            var (exitCode, output) = await Dcmtk.RunAsync("dcmdump", "+P", "PatientName", "+P", "Rows", path);
            Assert.True(exitCode == 0, output);
            Assert.Contains("[Test^Été]", output, StringComparison.Ordinal);
            Assert.Contains("512", output, StringComparison.Ordinal);
            Assert.Equal(512, Part10.Read(path).DataSet.GetInt(Tags.Rows));
        }
    }

    [Fact]
    public void Preamble_is_zeros()
    {
        var meta = Part10.WriteMeta(new FileMeta("1.2", "1.3", TransferSyntax.ExplicitLittleEndian));
        Assert.Equal(0, meta.Span[..128].IndexOfAnyExcept((byte)0) + 1);
        Assert.True(meta.Span[128..].StartsWith("DICM"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(131)]
    [InlineData(140)]
    [InlineData(300)]
    public void What_is_no_dicom_file_is_refused(int length)
    {
        using var stream = new MemoryStream(File.ReadAllBytes(Samples.File("CT_small.dcm"))[..length]);
        Assert.Throws<DicomFormatException>(() => Part10.Read(stream));
    }

    [Fact]
    public void Meta_length_beyond_the_file_or_the_limit_is_refused()
    {
        var bytes = File.ReadAllBytes(Samples.File("CT_small.dcm"));
        foreach (var length in new uint[] { 0, 3, 64 * 1024 + 1, uint.MaxValue })
        {
            BitConverter.GetBytes(length).CopyTo(bytes, 140);
            using var stream = new MemoryStream(bytes);
            Assert.Throws<DicomFormatException>(() => Part10.Read(stream));
        }
    }
}
