using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Screens;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// From the body of a request to what the establishment is told; everything is checked here, once.
/// </summary>
public static class RequestParsing
{
    // PS3.5 §6.2: an Accession Number is a short string, a Patient ID a long one, a Modality a code.
    private const int AccessionLengthMax = 16;
    private const int PatientIdLengthMax = 64;
    private const int ModalityLengthMax = 16;
    private const int DescriptionLengthMax = 64;
    private const int PhoneLengthMax = 32;
    private const int ShortLengthMax = 200;
    private const int ImagesMax = 20_000;
    private const int WeightMaxKg = 500;

    // Thirteen digits, two of which are letters in Corsica, and a key of two.
    private const int InsLengthMin = 13;
    private const int InsLengthMax = 15;

    /// <exception cref="Problems.ProblemException">400: a field is missing or not acceptable.</exception>
    public static RequestExam Parse(ExamRequestBody body, Account requester, TerritorySettings settings)
    {
        var region = Field.Word<AnatomicalRegion>(body.Region, "region");
        var specialty = Field.OptionalWord<Specialty>(body.Specialty, "specialty");
        var modality = Field.Required(body.Modality, "modality", ModalityLengthMax).ToUpperInvariant();
        var description = Field.Optional(body.Description, "description", DescriptionLengthMax)
            ?? ExamLabel.For(settings, modality, region);
        return new RequestExam(
            Field.Optional(body.AccessionNumber, "accessionNumber", AccessionLengthMax),
            PatientOf(body.Patient),
            new Exam(modality, null, description),
            Field.Word<Urgency>(body.Urgency, "urgency"), specialty, region,
            ClinicalOf(body, requester),
            Field.Within(body.ImagesExpected, "imagesExpected", 1, ImagesMax));
    }

    private static Patient PatientOf(PatientBody body)
    {
        var ins = Field.Optional(body.Ins, "patient.ins", InsLengthMax);
        if (ins is not null && (ins.Length < InsLengthMin || !ins.All(char.IsAsciiLetterOrDigit)))
            throw Field.Invalid("patient.ins");
        return new Patient(
            Field.Required(body.FamilyName, "patient.familyName", Field.NameLengthMax),
            Field.Optional(body.GivenName, "patient.givenName", Field.NameLengthMax),
            Field.Date(body.BirthDate, "patient.birthDate"),
            body.Sex is null or "F" or "M" or "O" ? body.Sex : throw Field.Invalid("patient.sex"),
            Field.Optional(body.PatientId, "patient.patientId", PatientIdLengthMax),
            ins,
            ins is not null && body.InsQualified ? IdentityStatus.Qualified : IdentityStatus.Provisional);
    }

    private static ClinicalContext ClinicalOf(ExamRequestBody body, Account requester) => new(
        Field.Optional(body.Indication, "indication", Field.NoteLengthMax),
        Field.Optional(body.Question, "question", Field.NoteLengthMax),
        Field.Optional(body.Allergies, "allergies", ShortLengthMax),
        Field.Optional(body.Creatinine, "creatinine", ShortLengthMax),
        body.Pregnancy,
        Field.Within(body.WeightKg, "weightKg", 0, WeightMaxKg),
        requester.Name,
        Field.Optional(body.CallBack, "callBack", PhoneLengthMax));
}
