using System.Text;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

public sealed class CharacterSetTests
{
    [Theory]
    [InlineData("chrArab.dcm", "قباني^لنزار")]
    [InlineData("chrFren.dcm", "Buc^Jérôme")]
    [InlineData("chrFrenMulti.dcm", "Buc^Jérôme")]
    [InlineData("chrGerm.dcm", "Äneas^Rüdiger")]
    [InlineData("chrGreek.dcm", "Διονυσιος")]
    [InlineData("chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう")]
    [InlineData("chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")]
    [InlineData("chrHbrw.dcm", "שרון^דבורה")]
    [InlineData("chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동")]
    [InlineData("chrJapMulti.dcm", "やまだ^たろう")]
    [InlineData("chrJapMultiExplicitIR6.dcm", "やまだ^たろう")]
    [InlineData("chrKoreanMulti.dcm", "김희중")]
    [InlineData("chrRuss.dcm", "Люкceмбypг")]
    [InlineData("chrX1.dcm", "Wang^XiaoDong=王^小東=")]
    [InlineData("chrX2.dcm", "Wang^XiaoDong=王^小东=")]
    public void Patient_name_of_each_sample_reads_as_its_list_says(string file, string name)
    {
        var dataSet = Part10.Read(Samples.Charset(file)).DataSet;
        Assert.Equal(name, dataSet.GetString(Tags.PatientName));
    }

    [Theory]
    [InlineData("chrFrenMulti.dcm", "Buc^Jérôme")]
    [InlineData("chrJapMulti.dcm", "やまだ^たろう")]
    [InlineData("chrJapMultiExplicitIR6.dcm", "やまだ^たろう")]
    [InlineData("chrKoreanMulti.dcm", "김희중")]
    public void Several_values_are_split_after_decoding(string file, string name)
    {
        var dataSet = Part10.Read(Samples.Charset(file)).DataSet;
        Assert.Equal([name, name], dataSet.GetStrings(new Tag(0x0010, 0x1001)));
    }

    [Theory]
    [InlineData("chrSQEncoding.dcm")]
    [InlineData("chrSQEncoding1.dcm")]
    public void Item_has_its_own_character_set_or_inherits(string file)
    {
        var dataSet = Part10.Read(Samples.Charset(file)).DataSet;
        var item = Assert.Single(dataSet.GetItems(Tags.RequestedProcedureCodeSequence));
        Assert.Equal("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", item.GetString(Tags.PatientName));
        Assert.Equal("Doctor^Who^^MD", dataSet.GetString(Tags.RequestingPhysician));
    }

    [Theory]
    [InlineData("ISO_IR 100", 0xE9, 'é')]
    [InlineData("ISO_IR 101", 0xA3, 'Ł')]
    [InlineData("ISO_IR 109", 0xA1, 'Ħ')]
    [InlineData("ISO_IR 110", 0xA2, 'ĸ')]
    [InlineData("ISO_IR 144", 0xBB, 'Л')]
    [InlineData("ISO_IR 127", 0xE2, 'ق')]
    [InlineData("ISO_IR 126", 0xC4, 'Δ')]
    [InlineData("ISO_IR 138", 0xF9, 'ש')]
    [InlineData("ISO_IR 148", 0xDD, 'İ')]
    [InlineData("ISO_IR 203", 0xA4, '€')]
    [InlineData("ISO_IR 166", 0xA1, 'ก')]
    [InlineData("ISO_IR 13", 0xD4, 'ﾔ')]
    [InlineData("ISO 2022 IR 100", 0xE9, 'é')]
    [InlineData("iso-ir 100", 0xE9, 'é')]
    public void Single_byte_repertoires_decode(string term, byte value, char expected)
    {
        var characterSet = CharacterSet.Parse(Encoding.ASCII.GetBytes(term));
        Assert.Equal($"A{expected}", characterSet.Decode([(byte)'A', value], Vr.LO));
    }

    [Theory]
    [InlineData("-A", 0xE9, "é")]
    [InlineData("-B", 0xA3, "Ł")]
    [InlineData("-C", 0xA1, "Ħ")]
    [InlineData("-D", 0xA2, "ĸ")]
    [InlineData("-L", 0xBB, "Л")]
    [InlineData("-G", 0xE2, "ق")]
    [InlineData("-F", 0xC4, "Δ")]
    [InlineData("-H", 0xF9, "ש")]
    [InlineData("-M", 0xDD, "İ")]
    [InlineData("-b", 0xA4, "€")]
    [InlineData("-T", 0xA1, "ก")]
    [InlineData(")I", 0xD4, "ﾔ")]
    public void Escape_sequence_brings_a_single_byte_repertoire_into_G1(
        string escape, byte value, string expected)
    {
        byte[] bytes = [(byte)'x', 0x1B, .. Encoding.ASCII.GetBytes(escape), value];
        Assert.Equal("x" + expected, CharacterSet.Parse("\\ISO 2022 IR 100"u8).Decode(bytes, Vr.LO));
    }

    [Fact]
    public void Japanese_supplement_and_Chinese_need_their_escape_sequence()
    {
        var characterSet = CharacterSet.Parse("\\ISO 2022 IR 159\\ISO 2022 IR 58"u8);
        // JIS X 0212 row 16 cell 1 is U+4E02; GB 2312 row 16 cell 1 is U+554A.
        Assert.Equal(
            "丂B", characterSet.Decode([0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42, 0x42], Vr.LO));
        Assert.Equal("A啊", characterSet.Decode([0x41, 0x1B, 0x24, 0x29, 0x41, 0xB0, 0xA1], Vr.LO));
    }

    [Fact]
    public void Gbk_and_gb18030_keep_a_backslash_byte_within_a_character()
    {
        // 0x81 0x5C is one ideograph of GBK, whose second byte looks like the separator of values.
        foreach (var term in new[] { "GBK", "GB18030" })
        {
            var dataSet = new DataSet()
                .Set(Tags.SpecificCharacterSet, term)
                .Set(Tags.PatientName, Vr.PN, new byte[] { 0x81, 0x5C, (byte)'\\', (byte)'B' });
            Assert.Equal(["乗", "B"], dataSet.GetStrings(Tags.PatientName));
        }
    }

    [Fact]
    public void Kanji_bytes_that_look_like_delimiters_are_not()
    {
        // In JIS X 0208 the pairs 3D 5C and 5E 5C are ideographs although they hold '=', '\' and '^'.
        var characterSet = CharacterSet.Parse("\\ISO 2022 IR 87"u8);
        var text = characterSet.Decode([0x1B, 0x24, 0x42, 0x3D, 0x5C, 0x5E, 0x5C, 0x1B, 0x28, 0x42], Vr.PN);
        Assert.Equal(2, text.Length);
        Assert.DoesNotContain(text, c => c is '=' or '\\' or '^' or '\uFFFD');
    }

    [Fact]
    public void Start_state_returns_after_each_delimiter_of_a_name()
    {
        var characterSet = CharacterSet.Parse("ISO_IR 100\\ISO 2022 IR 126"u8);
        // Greek until '^', then Latin again without an escape sequence.
        Assert.Equal("Δ^é", characterSet.Decode([0x1B, 0x2D, 0x46, 0xC4, (byte)'^', 0xE9], Vr.PN));
        Assert.Equal("Δ^ι", characterSet.Decode([0x1B, 0x2D, 0x46, 0xC4, (byte)'^', 0xE9], Vr.LO));
    }

    [Fact]
    public void Bytes_that_mean_nothing_become_replacement_characters()
    {
        Assert.Equal("Caf\uFFFD", CharacterSet.Default.Decode([.. "Caf"u8, 0xE9], Vr.LO));
        Assert.Equal("a\uFFFDb", CharacterSet.Utf8.Decode([(byte)'a', 0xC3, (byte)'b'], Vr.LO));
        Assert.Equal(
            "\uFFFD", CharacterSet.Parse("\\ISO 2022 IR 87"u8).Decode([0x1B, 0x24, 0x42, 0x7F - 1], Vr.LO));
        Assert.Equal("\uFFFD$Z", CharacterSet.Default.Decode([0x1B, (byte)'$', (byte)'Z'], Vr.LO));
        // C1 controls steer terminals; no repertoire of DICOM has them.
        Assert.Equal("a\uFFFD", CharacterSet.Latin1.Decode([(byte)'a', 0x9B], Vr.LO));
    }

    [Fact]
    public void Every_byte_string_decodes_in_every_character_set()
    {
        string[] terms =
            ["", "ISO_IR 100", "ISO_IR 13", "\\ISO 2022 IR 87", "\\ISO 2022 IR 149", "ISO_IR 192", "GB18030",
                "GBK"];
        var random = new Random(20_261_122);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = new byte[random.Next(0, 24)];
            random.NextBytes(bytes);
            if (bytes.Length > 4)
                ((ReadOnlySpan<byte>)[0x1B, 0x24, (byte)")(BC"[round % 4]]).CopyTo(bytes.AsSpan(round % 2));
            foreach (var term in terms)
                Assert.NotNull(CharacterSet.Parse(Encoding.ASCII.GetBytes(term)).Decode(bytes, Vr.PN));
        }
    }

    [Fact]
    public void Markup_in_a_name_stays_text()
    {
        var dataSet = new DataSet().Set(Tags.PatientName, "^^^");
        Assert.Equal(PersonNameGroup.Empty, dataSet.GetPersonName(Tags.PatientName)!.Alphabetic);
        dataSet.Set(Tags.PatientName, "<script>alert(1)</script>^A");
        Assert.Equal("<script>alert(1)</script>", dataSet.GetPersonName(Tags.PatientName)!.Alphabetic.Family);
    }
}
