using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Intake;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Intake;

public sealed class StudyFactsReaderTests
{
    private static readonly DateOnly Today = new(2026, 1, 14);
    private static readonly Tag Priority = Tags.RequestedProcedurePriority;
    private static readonly Tag UniversalEntityId = new(0x0040, 0x0032);

    [Fact]
    public void A_header_says_who_is_examined_and_what()
    {
        var facts = Read(_ => { });
        Assert.Equal(
            new Patient(
                "DEMO-ALPHA", "TEST", new DateOnly(1960, 1, 2), "F", "P1", null, IdentityStatus.Provisional),
            facts.Patient);
        Assert.Equal(new Exam("CT", "HEAD", "Scanner cérébral"), facts.Exam);
        Assert.Equal("HEAD Scanner cérébral", facts.Descriptions);
        Assert.Null(facts.AccessionNumber);
        Assert.Null(facts.RequestedPriority);
    }

    [Fact]
    public void An_empty_header_is_a_study_all_the_same()
    {
        var facts = StudyFactsReader.Read("1.2.3", new DataSet(), Today);
        Assert.Equal(
            new Patient("", null, null, null, null, null, IdentityStatus.Provisional), facts.Patient);
        Assert.Equal(new Exam("OT", null, ""), facts.Exam);
        Assert.Equal("", facts.Descriptions);
    }

    [Theory]
    [InlineData("19600102", "1960-01-02")]
    [InlineData("1960.01.02", "1960-01-02")]
    [InlineData("1960-01-02", "1960-01-02")]
    [InlineData("19600102103000", "1960-01-02")]
    [InlineData("20260114", "2026-01-14")]
    [InlineData("20260115", null)]
    [InlineData("18891231", null)]
    [InlineData("19601332", null)]
    [InlineData("1960", null)]
    [InlineData("00000000", null)]
    [InlineData("inconnue", null)]
    [InlineData(null, null)]
    public void A_birth_date_is_read_leniently_and_never_guessed(string? text, string? expected) =>
        Assert.Equal(
            expected is null ? null
            : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            StudyFactsReader.BirthDate(text, Today));

    [Theory]
    [InlineData("F", "F")]
    [InlineData("m", "M")]
    [InlineData("O", "O")]
    [InlineData("X", null)]
    public void A_sex_is_one_of_three_or_unknown(string text, string? expected) =>
        Assert.Equal(expected, Read(h => h.Set(Tags.PatientSex, text)).Patient.Sex);

    [Theory]
    [InlineData("STAT")]
    [InlineData("HIGH")]
    [InlineData("ROUTINE")]
    [InlineData("MEDIUM")]
    [InlineData("LOW")]
    public void The_priority_of_the_request_is_read_at_the_top_and_inside_of_it(string priority)
    {
        var item = new DataSet().Set(Priority, priority);
        Assert.Equal(priority, Read(h => h.Set(Priority, priority)).RequestedPriority);
        Assert.Equal(priority, Read(h => h.Set(Tags.RequestAttributesSequence, [item])).RequestedPriority);
        Assert.Equal(priority, Read(h => h.Set(new Tag(0x0040, 0x0100), [item])).RequestedPriority);
    }

    [Theory]
    [InlineData("URGENT")]
    [InlineData("1")]
    public void A_priority_that_the_standard_does_not_know_is_none(string priority) =>
        Assert.Null(Read(h => h.Set(Priority, priority)).RequestedPriority);

    [Fact]
    public void The_words_of_the_request_help_to_find_the_region()
    {
        var item = new DataSet().Set(Tags.RequestedProcedureDescription, "Angioscanner des TSA");
        var facts = Read(h =>
            h.Set(Tags.RequestAttributesSequence, [item]).Set(Tags.SeriesDescription, "Scanner cérébral"));
        Assert.Equal("HEAD Scanner cérébral Angioscanner des TSA", facts.Descriptions);
    }

    [Theory]
    [InlineData("1.2.250.1.213.1.4.8")]
    [InlineData("ASIP-SANTE-INS-NIR")]
    [InlineData("INS-C")]
    public void A_number_that_claims_to_be_an_INS_is_not_kept(string issuer)
    {
        var other = new DataSet().Set(Tags.PatientId, "IPP-7").Set(Tags.IssuerOfPatientId, "CH-DEMO");
        var facts = Read(h => h
            .Set(Tags.PatientId, "260019912345678")
            .Set(Tags.IssuerOfPatientId, issuer)
            .Set(Tags.OtherPatientIdsSequence, [other]));
        Assert.Equal(("IPP-7", null, IdentityStatus.Provisional),
            (facts.Patient.PatientId, facts.Patient.Ins, facts.Patient.Status));
    }

    [Fact]
    public void An_INS_is_also_known_by_its_qualifiers()
    {
        var qualifiers = new DataSet().Set(UniversalEntityId, "1.2.250.1.213.1.4.10");
        var facts = Read(h => h.Set(Tags.IssuerOfPatientIdQualifiersSequence, [qualifiers]));
        Assert.Null(facts.Patient.PatientId);
    }

    [Fact]
    public void Texts_are_one_line_bounded_and_without_escapes()
    {
        var evil = "A\u001b[31mB\r\nC\u202eD\u0000" + new string('x', 300);
        var facts = Read(h => h
            .Set(Tags.PatientName, evil + "^" + evil)
            .Set(Tags.PatientId, evil)
            .Set(Tags.AccessionNumber, evil)
            .Set(Tags.BodyPartExamined, "")
            .Set(Tags.StudyDescription, evil));
        string?[] texts =
        [
            facts.Patient.FamilyName, facts.Patient.GivenName, facts.Patient.PatientId, facts.AccessionNumber,
            facts.Exam.Description, facts.Descriptions,
        ];
        Assert.All(texts, text =>
        {
            Assert.StartsWith("A [31mB CD", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text!, char.IsControl);
            Assert.InRange(text!.Length, 10, 512);
        });
    }

    [Theory]
    [InlineData("chrFren.dcm", "Buc", "Jérôme")]
    [InlineData("chrGerm.dcm", "Äneas", "Rüdiger")]
    [InlineData("chrRuss.dcm", "Люкceмбypг", null)]
    public void Names_are_read_in_the_character_set_of_their_object(string file, string family, string? given)
    {
        var header = Part10.Read(Repository.Sample("charsets", file), ReadRequest.Header()).DataSet;
        var patient = StudyFactsReader.Read("1.2.3", header, Today).Patient;
        Assert.Equal((family, given), (patient.FamilyName, patient.GivenName));
    }

    private static StudyFacts Read(Action<DataSet> change) =>
        StudyFactsReader.Read("2.25.1", new SmallStudy("1").Object(1, change), Today);
}
