namespace PIMM.Dispatch.Domain.Tests.Establishments;

public sealed class ExamMappingTests
{
    private static string LabelOf(string modality, string text, int? age = null) =>
        ExamMapping.RuleFor(TestTerritory.Settings, modality, text, age).Label;

    [Theory]
    [InlineData("CT", "HEAD", "Scanner cérébral")]
    [InlineData("CT", "Scanner du crâne sans injection", "Scanner cérébral")]
    [InlineData("CT", "CRANE", "Scanner cérébral")]
    [InlineData("CT", "suspicion avc", "Scanner cérébral")]
    [InlineData("CT", "CHEST", "Scanner thoracique")]
    [InlineData("CT", "mythorax", "Examen")]
    [InlineData("MR", "HEAD", "Examen")]
    [InlineData("CT", "", "Examen")]
    [InlineData("XX", "???", "Examen")]
    public void The_first_rule_that_holds_says_what_it_is(string modality, string text, string label) =>
        Assert.Equal(label, LabelOf(modality, text));

    [Theory]
    [InlineData(15, "Imagerie de l'enfant")]
    [InlineData(16, "Scanner cérébral")]
    [InlineData(null, "Scanner cérébral")]
    public void A_childrens_rule_needs_an_age_below_its_limit(int? age, string label) =>
        Assert.Equal(label, LabelOf("CT", "HEAD", age));

    [Fact]
    public void Text_is_reduced_to_plain_capitals_between_spaces()
    {
        Assert.Equal(" CRANE INJECTE ", ExamMapping.Normalise("  crâne, injecté!"));
        Assert.Equal(" ", ExamMapping.Normalise("—"));
        Assert.Equal(" CRANE", ExamMapping.Fragment("crâne"));
    }

    [Fact]
    public void Age_is_in_full_years()
    {
        var born = new DateOnly(2010, 3, 1);
        Assert.Equal(15, ExamMapping.AgeYears(born, new DateOnly(2026, 2, 28)));
        Assert.Equal(16, ExamMapping.AgeYears(born, new DateOnly(2026, 3, 1)));
        Assert.Null(ExamMapping.AgeYears(new DateOnly(2027, 1, 1), new DateOnly(2026, 1, 1)));
        Assert.Null(ExamMapping.AgeYears(null, new DateOnly(2026, 1, 1)));
    }

    [Fact]
    public void A_leap_day_birthday_is_passed_on_the_first_of_march()
    {
        var born = new DateOnly(2012, 2, 29);
        Assert.Equal(13, ExamMapping.AgeYears(born, new DateOnly(2026, 2, 28)));
        Assert.Equal(14, ExamMapping.AgeYears(born, new DateOnly(2026, 3, 1)));
    }

    [Theory]
    [InlineData(Specialty.Thorax, AnatomicalRegion.Chest, 12)]
    [InlineData(Specialty.General, AnatomicalRegion.Chest, 12)]
    [InlineData(Specialty.General, AnatomicalRegion.Vessels, 15)]
    public void Expected_minutes_are_those_of_the_exam_then_of_the_region_then_of_anything(
        Specialty specialty, AnatomicalRegion region, int minutes) =>
        Assert.Equal(minutes, ExamMapping.ExpectedMinutes(TestTerritory.Settings, "CT", specialty, region));
}
