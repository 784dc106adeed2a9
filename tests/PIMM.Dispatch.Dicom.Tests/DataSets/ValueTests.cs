using System.Text;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Tests.DataSets;

public sealed class ValueTests
{
    [Theory]
    [InlineData("20261122", 2026, 11, 22)]
    [InlineData("2026.11.22", 2026, 11, 22)]
    [InlineData("20261122 ", 2026, 11, 22)]
    public void Dates_read(string text, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), With(Tags.StudyDate, text).GetDate(Tags.StudyDate));

    [Theory]
    [InlineData("")]
    [InlineData("20269999")]
    [InlineData("202611")]
    [InlineData("hier")]
    public void What_is_no_date_is_null(string text) =>
        Assert.Null(With(Tags.StudyDate, text).GetDate(Tags.StudyDate));

    [Theory]
    [InlineData("10", 10, 0, 0, 0)]
    [InlineData("1030", 10, 30, 0, 0)]
    [InlineData("103059", 10, 30, 59, 0)]
    [InlineData("103059.5", 10, 30, 59, 500)]
    [InlineData("103059.123456", 10, 30, 59, 123)]
    [InlineData("10:30:00", 10, 30, 0, 0)]
    [InlineData("10:30", 10, 30, 0, 0)]
    public void Times_read(string text, int hour, int minute, int second, int millisecond)
    {
        var time = With(Tags.StudyTime, text).GetTime(Tags.StudyTime)!.Value;
        Assert.Equal(
            (hour, minute, second, millisecond), (time.Hour, time.Minute, time.Second, time.Millisecond));
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("235960")]
    [InlineData("1030590")]
    public void What_is_no_time_is_null(string text) =>
        Assert.Null(With(Tags.StudyTime, text).GetTime(Tags.StudyTime));

    [Theory]
    [InlineData("1.2.840.10008.1.1", true)]
    [InlineData("1", true)]
    [InlineData("1.02.3", true)]
    [InlineData("", false)]
    [InlineData(".1", false)]
    [InlineData("1.", false)]
    [InlineData("1..2", false)]
    [InlineData("1.2a", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("1.2 ", false)]
    public void Uid_rule(string uid, bool isValid) => Assert.Equal(isValid, Uids.IsValid(uid));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Uid_is_at_most_64_characters(int length, bool isValid) =>
        Assert.Equal(isValid, Uids.IsValid(new string('1', length)));

    [Fact]
    public void Person_name_falls_into_groups_and_components()
    {
        var name = PersonName.Parse("Martin^Anne^Louise^Dr^Prof=山田^花子=やまだ^はなこ");
        Assert.Equal(new PersonNameGroup("Martin", "Anne", "Louise", "Dr", "Prof"), name.Alphabetic);
        Assert.Equal("花子", name.Ideographic.Given);
        Assert.Equal("やまだ", name.Phonetic.Family);
        Assert.True(PersonName.Parse("Martin").Phonetic.IsEmpty);
    }

    [Fact]
    public void Numbers_read_from_text_and_from_bytes()
    {
        var dataSet = new DataSet()
            .Set(Tags.InstanceNumber, " 12 ")
            .Set(Tags.SliceThickness, "1.25 ")
            .Set(Tags.Rows, 512)
            .Set(Tags.NumberOfFrames, "x");
        Assert.Equal(12, dataSet.GetInt(Tags.InstanceNumber));
        Assert.Equal(1.25m, dataSet.GetDecimal(Tags.SliceThickness));
        Assert.Equal(512, dataSet.GetInt(Tags.Rows));
        Assert.Null(dataSet.GetInt(Tags.NumberOfFrames));
        Assert.Null(dataSet.GetInt(Tags.Columns));
        Assert.Equal(60_000, new DataSet().Set(Tags.Rows, 60_000).GetInt(Tags.Rows));
    }

    [Fact]
    public void Unknown_vr_reads_as_the_dictionary_says()
    {
        var dataSet = new DataSet().Set(Tags.PatientName, Vr.UN, Encoding.ASCII.GetBytes("Test^Vr"));
        Assert.Equal("Test^Vr", dataSet.GetString(Tags.PatientName));
    }

    [Fact]
    public void Text_may_hold_backslashes_but_names_are_several()
    {
        var dataSet = new DataSet()
            .Set(Tags.PatientComments, "a\\b").Set(Tags.ImageType, "ORIGINAL", "PRIMARY");
        Assert.Equal("a\\b", dataSet.GetString(Tags.PatientComments));
        Assert.Equal(["ORIGINAL", "PRIMARY"], dataSet.GetStrings(Tags.ImageType));
        Assert.Equal("ORIGINAL", dataSet.GetString(Tags.ImageType));
        Assert.Empty(dataSet.GetStrings(Tags.PatientName));
    }

    [Fact]
    public void Setting_replaces_and_removing_removes()
    {
        var dataSet = new DataSet()
            .Set(Tags.PatientId, "1").Set(Tags.Modality, "CT").Set(Tags.PatientId, "2");
        Assert.Equal([Tags.Modality, Tags.PatientId], dataSet.Select(e => e.Tag));
        Assert.Equal("2", dataSet.GetString(Tags.PatientId));
        Assert.Single(dataSet.Remove(Tags.PatientId));
        Assert.False(dataSet.Contains(Tags.PatientId));
    }

    [Fact]
    public void Dictionary_knows_standard_private_and_repeating_attributes()
    {
        Assert.Equal(Vr.PN, StandardAttributes.VrOf(Tags.PatientName));
        Assert.Equal(Vr.SQ, StandardAttributes.VrOf(Tags.RequestAttributesSequence));
        Assert.Equal(Vr.OW, StandardAttributes.VrOf(Tags.PixelData));
        Assert.Equal(Vr.OW, StandardAttributes.VrOf(new Tag(0x6002, 0x3000)));
        Assert.Equal(Vr.US, StandardAttributes.VrOf(new Tag(0x601E, 0x0010)));
        Assert.Equal(Vr.LO, StandardAttributes.VrOf(new Tag(0x0029, 0x0010)));
        Assert.Equal(Vr.UN, StandardAttributes.VrOf(new Tag(0x0029, 0x1010)));
        Assert.Equal(Vr.UL, StandardAttributes.VrOf(new Tag(0x0010, 0x0000)));
        Assert.Equal(Vr.UN, StandardAttributes.VrOf(new Tag(0x0010, 0x9999)));
    }

    private static DataSet With(Tag tag, string text) => new DataSet().Set(tag, text);
}
