using System.IO.Compression;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

public sealed class DataSetReaderTests
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitLittleEndian;
    private static readonly TransferSyntax Implicit = TransferSyntax.ImplicitLittleEndian;
    private static readonly TransferSyntax Deflated = TransferSyntax.DeflatedExplicitLittleEndian;
    private static readonly Tag Private = new(0x0029, 0x1010);

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    public void Nesting_up_to_the_limit_reads(int levels)
    {
        foreach (var undefined in new[] { false, true })
        {
            var level = DataSetReader.Read(Wire.Nested(levels, undefined), Explicit);
            for (var i = 0; i < levels; i++)
                level = Assert.Single(level.GetItems(Tags.ProcedureCodeSequence));
            Assert.Equal("X", level.GetString(Tags.CodeValue));
        }
    }

    [Fact]
    public void Nesting_past_the_limit_is_refused()
    {
        Expect.Fault(Wire.Nested(65, undefined: false), Explicit);
        Expect.Fault(Wire.Nested(65, undefined: true), Explicit);
    }

    [Fact]
    public void A_hundred_thousand_levels_do_not_touch_the_stack()
    {
        byte[] level = [.. Wire.Explicit(Tags.ProcedureCodeSequence, "SQ", [], uint.MaxValue),
            .. Wire.Implicit(Tags.Item, [], uint.MaxValue)];
        var bytes = new byte[level.Length * 100_000];
        for (var i = 0; i < 100_000; i++)
            level.CopyTo(bytes, i * level.Length);
        Expect.Fault(bytes, Explicit);
        Expect.Fault(bytes, Explicit, ReadRequest.Header(new TagSelection()));
    }

    [Fact]
    public void Element_longer_than_what_is_left_is_refused()
    {
        Expect.Fault(Wire.Explicit(Tags.PatientName, "PN", "A^B "u8, announcedLength: 5), Explicit);
        Expect.Fault(Wire.Explicit(Tags.PixelData, "OW", "1234"u8, announcedLength: 0x7FFF_FFFE), Explicit);
        Expect.Fault(Wire.Implicit(Tags.PatientName, "A^B "u8, announcedLength: 0xFFFF_FFFE), Implicit);
        Expect.Fault(Wire.Explicit(Tags.ProcedureCodeSequence, "SQ", [], announcedLength: 8), Explicit);
        var tooLongItem = Wire.Implicit(Tags.Item, [], announcedLength: 4);
        Expect.Fault(Wire.Explicit(Tags.ProcedureCodeSequence, "SQ", tooLongItem), Explicit);
    }

    [Fact]
    public void Element_may_not_leave_its_item()
    {
        byte[] item = Wire.Item(Wire.Explicit(Tags.CodeValue, "SH", "AB"u8, announcedLength: 6));
        byte[] bytes = [.. Wire.Explicit(Tags.ProcedureCodeSequence, "SQ", item),
            .. Wire.Explicit(Tags.PatientId, "LO", "1 "u8)];
        Expect.Fault(bytes, Explicit);
    }

    [Fact]
    public void Undefined_length_outside_sequences_and_pixels_is_refused()
    {
        foreach (var vr in new[] { "OB", "OW", "UT", "UC" })
            Expect.Fault(
                Wire.Explicit(Tags.PatientComments, vr, "abcd"u8, announcedLength: uint.MaxValue), Explicit);
        Expect.Fault(Wire.Implicit(Tags.PatientName, "abcd"u8, announcedLength: uint.MaxValue), Implicit);
        Expect.Fault(Wire.Implicit(Tags.PixelData, "abcd"u8, announcedLength: uint.MaxValue), Implicit);
    }

    [Fact]
    public void Odd_length_is_tolerated()
    {
        byte[] bytes = [.. Wire.Explicit(Tags.PatientName, "PN", "A^B"u8),
            .. Wire.Explicit(Tags.PatientId, "LO", "42"u8)];
        var dataSet = DataSetReader.Read(bytes, Explicit);
        Assert.Equal("A^B", dataSet.GetString(Tags.PatientName));
        Assert.Equal("42", dataSet.GetString(Tags.PatientId));
    }

    [Fact]
    public void Every_truncation_of_an_object_is_refused_or_ends_between_two_elements()
    {
        var whole = Part10.Read(Samples.Charset("chrH32.dcm"));
        var bytes = DataSetWriter.Write(whole.DataSet, Explicit);
        var reads = 0;
        for (var length = 1; length < bytes.Length; length++)
        {
            try
            {
                DataSetReader.Read(bytes[..length], Explicit);
                reads++;
            }
            catch (DicomFormatException)
            {
                // The usual end.
            }
        }
        Assert.InRange(reads, 1, whole.DataSet.Count);
    }

    [Fact]
    public void Private_sequence_in_implicit_vr_reads_by_its_undefined_length()
    {
        byte[] items =
            [.. Wire.Item(Wire.Implicit(Tags.CodeValue, "AB"u8), undefined: true), .. Wire.SequenceEnd()];
        byte[] bytes =
            [.. Wire.Implicit(Private, items, uint.MaxValue), .. Wire.Implicit(Tags.PixelData, "1234"u8)];
        var dataSet = DataSetReader.Read(bytes, Implicit);
        Assert.Equal("AB", Assert.Single(dataSet.GetItems(Private)).GetString(Tags.CodeValue));
        Assert.True(dataSet.Contains(Tags.PixelData));
    }

    [Fact]
    public void Unknown_vr_of_undefined_length_holds_implicit_little_endian()
    {
        byte[] items = [.. Wire.Item(Wire.Implicit(Tags.CodeValue, "AB"u8)), .. Wire.SequenceEnd()];
        byte[] bytes = [.. Wire.Explicit(Private, "UN", items, uint.MaxValue),
            .. Wire.Explicit(Tags.PatientId, "LO", "1 "u8)];
        var dataSet = DataSetReader.Read(bytes, Explicit);
        Assert.Equal("AB", Assert.Single(dataSet.GetItems(Private)).GetString(Tags.CodeValue));
        Assert.Equal("1", dataSet.GetString(Tags.PatientId));
    }

    [Fact]
    public void Vr_of_the_future_reads_as_unknown_and_no_letters_are_refused()
    {
        byte[] future = [0x29, 0, 0x10, 0x10, (byte)'Z', (byte)'Z', 0, 0, 2, 0, 0, 0, 7, 7];
        Assert.True(DataSetReader.Read(future, Explicit).TryGet(Private, out var element));
        Assert.Equal(Vr.UN, element.Vr);
        Expect.Fault(Wire.Implicit(Private, "1234567890"u8), Explicit);
    }

    [Fact]
    public void Elements_out_of_order_are_put_in_order_and_the_first_of_two_counts()
    {
        byte[] bytes =
        [
            .. Wire.Explicit(Tags.PatientId, "LO", "1 "u8),
            .. Wire.Explicit(Tags.Modality, "CS", "CT"u8),
            .. Wire.Explicit(Tags.PatientId, "LO", "2 "u8),
        ];
        var dataSet = DataSetReader.Read(bytes, Explicit);
        Assert.Equal([Tags.Modality, Tags.PatientId], dataSet.Select(e => e.Tag));
        Assert.Equal("1", dataSet.GetString(Tags.PatientId));
    }

    [Fact]
    public void A_million_elements_in_falling_order_read_in_reasonable_time()
    {
        const int Count = 300_000;
        var bytes = new byte[8 * Count];
        for (var i = 0; i < Count; i++)
            Wire.Explicit(new Tag((uint)(0x0010_0000 + Count - i)), "LO", []).CopyTo(bytes, 8 * i);
        Assert.Equal(Count, DataSetReader.Read(bytes, Explicit).Count);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Elements_up_to_the_limit_read(int count)
    {
        var request = new ReadRequest { Limits = new ReadLimits { ElementsKeptMax = 10 } };
        Assert.Equal(count, DataSetReader.Read(Elements(count), Explicit, request).Count);
    }

    [Fact]
    public void Elements_past_the_limit_are_refused()
    {
        var request = new ReadRequest { Limits = new ReadLimits { ElementsKeptMax = 10 } };
        Expect.Fault(Elements(11), Explicit, request);
        byte[] emptyItems = [.. Enumerable.Repeat(Wire.Item([]), 10).SelectMany(i => i)];
        Expect.Fault(Wire.Explicit(Tags.ProcedureCodeSequence, "SQ", emptyItems), Explicit, request);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Kept_bytes_are_limited(int length, bool reads)
    {
        var request = new ReadRequest { Limits = new ReadLimits { KeptBytesMax = 100 } };
        var bytes = Wire.Explicit(Tags.PatientComments, "UT", new byte[length]);
        if (reads)
            Assert.Single(DataSetReader.Read(bytes, Explicit, request));
        else
            Expect.Fault(bytes, Explicit, request);
    }

    /// <summary>Inflate at cap - 1, cap, cap + 1, for the absolute bound and for the ratio.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Inflation_is_bounded(int beyond, bool reads)
    {
        const int Cap = 2 * 1024 * 1024;
        var deflated = Deflate(Wire.Explicit(Tags.PatientComments, "UT", new byte[Cap - 12 + beyond]));
        var absolute = new ReadLimits { InflatedBytesMax = Cap, InflationRatioMax = int.MaxValue };
        Check(deflated, absolute);
        // Padding after the deflated stream makes the ratio come out even.
        var even = new byte[Cap / 20 + 1];
        deflated.CopyTo(even, 0);
        var ratio = new ReadLimits { InflationRatioCheckedAbove = 1024 };
        Check(even[..(Cap / 20)], ratio, (Cap / 20 * 20) - Cap);

        void Check(byte[] bytes, ReadLimits limits, int slack = 0)
        {
            var request = new ReadRequest { Limits = limits };
            if (slack != 0)
                bytes = ReDeflate(Cap + slack - 12 + beyond, bytes.Length);
            if (reads)
                Assert.Single(DataSetReader.Read(bytes, Deflated, request));
            else
                Expect.Fault(bytes, Deflated, request);
        }
    }

    [Fact]
    public void Deflate_bomb_is_refused_before_it_costs_memory()
    {
        // 300 MB of zeros: a ratio of a thousand.
        using var bomb = new MemoryStream();
        using (var deflate = new DeflateStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Wire.Explicit(Tags.PatientComments, "UT", [], announcedLength: 300_000_000));
            var zeros = new byte[1_000_000];
            for (var i = 0; i < 300; i++)
                deflate.Write(zeros);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DicomFormatException>(() => DataSetReader.Read(bomb.ToArray(), Deflated));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32L * 1024 * 1024);
        Expect.Fault("this is not deflate"u8.ToArray(), Deflated);
    }

    [Fact]
    public void Header_stops_before_pixels_and_keeps_what_was_asked()
    {
        var request = ReadRequest.Header(new TagSelection(Tags.Modality, Tags.PixelData));
        var header = Part10.Read(Samples.File("CT_small.dcm"), request).DataSet;
        Assert.Equal("CT", header.GetString(Tags.Modality));
        Assert.All(header, e => Assert.True(e.Tag == Tags.Modality || e.Tag == Tags.SpecificCharacterSet));
    }

    [Fact]
    public void Verifying_to_the_end_finds_pixels_cut_off()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Sub("cut.dcm");
        var bytes = File.ReadAllBytes(Samples.File("CT_small.dcm"));
        File.WriteAllBytes(path, bytes[..^200]);
        var header = ReadRequest.Header();
        Assert.NotEmpty(Part10.Read(path, header).DataSet);
        Assert.Throws<DicomFormatException>(() => Part10.Read(path, header with { VerifyToEnd = true }));
    }

    private static byte[] Elements(int count) =>
        [.. Enumerable.Range(1, count).SelectMany(i => Wire.Explicit(new Tag(0x0010, (ushort)i), "LO", []))];

    private static byte[] Deflate(byte[] bytes)
    {
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(bytes);
        return deflated.ToArray();
    }

    /// <summary>A deflated element whose input has exactly so many bytes, the rest being padding.</summary>
    private static byte[] ReDeflate(int valueLength, int deflatedLength)
    {
        var padded = new byte[deflatedLength];
        Deflate(Wire.Explicit(Tags.PatientComments, "UT", new byte[valueLength])).CopyTo(padded, 0);
        return padded;
    }
}
