using System.Globalization;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// From the header of a DICOM object to what a territory wants to know of its study. Nothing that a header
/// says makes an identity qualified: an INS in it is not even kept.
/// </summary>
internal static class StudyFactsReader
{
    private const int NameLengthMax = 64;
    private const int IdLengthMax = 64;
    private const int CodeLengthMax = 16;
    private const int DescriptionLengthMax = 128;
    private const int DescriptionsLengthMax = 512;

    /// <summary>
    /// Object identifiers under which French systems issue INS numbers, test ones too, begin so.
    /// </summary>
    private const string InsRoot = "1.2.250.1.213.1.4.";

    /// <summary>(0040,0100), in which some gateways repeat the order.</summary>
    private static readonly Tag ScheduledProcedureStepSequence = new(0x0040, 0x0100);

    private static readonly Tag ScheduledProcedureStepDescription = new(0x0040, 0x0007);

    /// <summary>UniversalEntityID (0040,0032): who issued an identifier.</summary>
    private static readonly Tag UniversalEntityId = new(0x0040, 0x0032);

    private static readonly string[] Priorities = ["STAT", "HIGH", "ROUTINE", "MEDIUM", "LOW"];

    private static readonly DateOnly BirthMin = new(1890, 1, 1);

    private static readonly string[] BirthFormats = ["yyyyMMdd", "yyyy.MM.dd", "yyyy-MM-dd", "yyyy/MM/dd"];

    /// <summary>The elements that <see cref="Read"/> looks at.</summary>
    public static readonly TagSelection HeaderTags = ReceivedHeader.DefaultTags.And(
        ScheduledProcedureStepSequence);

    /// <param name="study">Checked at reception (PS3.5 §9.1).</param>
    /// <param name="today">The day before which everybody is born.</param>
    public static StudyFacts Read(string study, DataSet header, DateOnly today) => new(
        new StudyUid(study),
        EdgeText.Clean(header.GetString(Tags.AccessionNumber), IdLengthMax),
        PatientOf(header, today),
        ExamOf(header),
        PriorityOf(header),
        DescriptionsOf(header));

    private static Patient PatientOf(DataSet header, DateOnly today)
    {
        var name = NameOf(header);
        return new Patient(
            EdgeText.Clean(name.Family, NameLengthMax) ?? "",
            EdgeText.Clean(name.Given, NameLengthMax),
            BirthDate(header.GetString(Tags.PatientBirthDate), today),
            header.GetString(Tags.PatientSex)?.ToUpperInvariant() is "F" or "M" or "O"
                ? header.GetString(Tags.PatientSex)!.ToUpperInvariant()
                : null,
            NumberOf(header),
            Ins: null,
            IdentityStatus.Provisional);
    }

    /// <summary>The alphabetic way to write the name, or the only one there is (PS3.5 §6.2.1).</summary>
    private static PersonNameGroup NameOf(DataSet header)
    {
        if (header.GetPersonName(Tags.PatientName) is not { } name)
            return PersonNameGroup.Empty;
        return name switch
        {
            { Alphabetic.IsEmpty: false } => name.Alphabetic,
            { Ideographic.IsEmpty: false } => name.Ideographic,
            _ => name.Phonetic,
        };
    }

    /// <summary>
    /// DA, also in the forms of before 1993 and with a time behind it; a day that cannot be one's birthday is
    /// unknown.
    /// </summary>
    internal static DateOnly? BirthDate(string? text, DateOnly today)
    {
        const int LengthOfDate = 8;
        if (text is null)
            return null;
        if (text.Length > LengthOfDate && text.All(char.IsAsciiDigit))
            text = text[..LengthOfDate];
        return DateOnly.TryParseExact(
                text, BirthFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces,
                out var birth)
            && birth >= BirthMin && birth <= today
                ? birth
                : null;
    }

    /// <summary>
    /// The establishment's own number: (0010,0020) unless its issuer says that it is an INS; else the first
    /// of Other Patient IDs that is none.
    /// </summary>
    private static string? NumberOf(DataSet header)
    {
        if (!IsIns(header))
            return EdgeText.Clean(header.GetString(Tags.PatientId), IdLengthMax);
        return header.GetItems(Tags.OtherPatientIdsSequence)
            .Where(item => !IsIns(item))
            .Select(item => EdgeText.Clean(item.GetString(Tags.PatientId), IdLengthMax))
            .FirstOrDefault(number => number is not null);
    }

    private static bool IsIns(DataSet identified) =>
        IsInsIssuer(identified.GetString(Tags.IssuerOfPatientId))
        || identified.GetItems(Tags.IssuerOfPatientIdQualifiersSequence)
            .Any(item => IsInsIssuer(item.GetString(UniversalEntityId)));

    private static bool IsInsIssuer(string? issuer) =>
        issuer is not null
        && (issuer.Contains(InsRoot, StringComparison.Ordinal)
            || issuer.StartsWith("INS", StringComparison.OrdinalIgnoreCase)
            || issuer.StartsWith("ASIP-SANTE-INS", StringComparison.OrdinalIgnoreCase));

    private static Exam ExamOf(DataSet header) => new(
        EdgeText.Clean(header.GetString(Tags.Modality), CodeLengthMax)?.ToUpperInvariant() ?? "OT",
        EdgeText.Clean(header.GetString(Tags.BodyPartExamined), CodeLengthMax),
        EdgeText.Clean(header.GetString(Tags.StudyDescription), DescriptionLengthMax)
            ?? EdgeText.Clean(header.GetString(Tags.SeriesDescription), DescriptionLengthMax)
            ?? "");

    /// <summary>Requested Procedure Priority (0040,1003) at the top, or in an item of the request.</summary>
    private static string? PriorityOf(DataSet header) =>
        Requests(header)
            .Select(item => item.GetString(Tags.RequestedProcedurePriority)?.ToUpperInvariant())
            .FirstOrDefault(priority => Array.IndexOf(Priorities, priority) >= 0);

    /// <summary>All that says what was examined, each text once, in one line.</summary>
    private static string DescriptionsOf(DataSet header)
    {
        var texts = new List<string?>
        {
            header.GetString(Tags.BodyPartExamined),
            header.GetString(Tags.StudyDescription),
            header.GetString(Tags.SeriesDescription),
            header.GetString(Tags.ProtocolName),
        };
        foreach (var request in Requests(header))
        {
            texts.Add(request.GetString(Tags.RequestedProcedureDescription));
            texts.Add(request.GetString(ScheduledProcedureStepDescription));
        }
        texts.AddRange(
            header.GetItems(Tags.AnatomicRegionSequence).Select(item => item.GetString(Tags.CodeMeaning)));
        texts.AddRange(
            header.GetItems(Tags.ProcedureCodeSequence).Select(item => item.GetString(Tags.CodeMeaning)));
        var distinct = texts
            .Select(text => EdgeText.Clean(text, DescriptionLengthMax))
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return EdgeText.Clean(string.Join(' ', distinct), DescriptionsLengthMax) ?? "";
    }

    /// <summary>The header itself and the items in which a request may stand.</summary>
    private static IEnumerable<DataSet> Requests(DataSet header) =>
        [header, .. header.GetItems(Tags.RequestAttributesSequence),
            .. header.GetItems(ScheduledProcedureStepSequence)];
}
