using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>The cases of a night, made into examinations that can come again.</summary>
internal sealed class PastArrivals(
    History history, TerritorySettings settings, DateTimeOffset from, DateTimeOffset until)
{
    private const int GoodSkill = 2;

    /// <summary>Of reports that nobody acknowledged; no figure depends on it.</summary>
    private static readonly TimeSpan UsualAcknowledgement = TimeSpan.FromMinutes(8);

    private readonly Dictionary<string, int> patients = new(StringComparer.Ordinal);

    /// <summary>In the order in which their images were complete.</summary>
    public ImmutableArray<PastCase> Cases() =>
        [.. Came().Where(item => item.SignedAt is not null && IsKnown(item))
            .OrderBy(item => item.ImagesCompleteAt).ThenBy(item => item.Id)
            .Select((item, index) => CaseOf(item, index + 1))];

    public LeftOut LeftOut() => new(
        history.Cases.Count(item => item.Part is null && item.ImagesCompleteAt < from
            && item.Status != CaseStatus.Cancelled && !(item.SignedAt < from)),
        Came().Count(item => item.SignedAt is null && item.Status == CaseStatus.Cancelled),
        Came().Count(item => item.SignedAt is null && item.Status != CaseStatus.Cancelled),
        Came().Count(item => item.SignedAt is not null && !IsKnown(item)));

    private IEnumerable<CaseState> Came() =>
        history.Cases.Where(item => item.Part is null
            && item.ImagesCompleteAt >= from && item.ImagesCompleteAt < until);

    private bool IsKnown(CaseState item) => settings.Establishments.ContainsKey(item.Establishment);

    private PastCase CaseOf(CaseState item, int number)
    {
        var (kind, complete) = (item.Classification!, item.ImagesCompleteAt!.Value);
        // What several have read together says nothing of the length of the exam.
        var reading = item.Parts.IsEmpty ? history.Readings.Of(item.Id) : null;
        var minutes = reading is { } one
            ? one.Length.TotalMinutes / ReadingTime.Factor(SkillOf(one.Reader, kind.Specialty))
            : kind.ExpectedMinutes;
        var isStroke = kind is { Urgency: Urgency.Vital, Specialty: Specialty.Neuro };
        var arrival = new Arrival(
            number, item.Establishment,
            new ExamKind(isStroke ? ExamKind.Stroke : "past", item.Exam!.Description, 0, 0, minutes, 0),
            kind.Urgency, Somebody(item, number), NotBefore(item.OpenedAt),
            NotBefore(item.ImagesFirstAt ?? complete), Parts: 1, minutes,
            item.AcknowledgedAt - item.SignedAt ?? UsualAcknowledgement, Critical: false, Held: false,
            LateSeries: false, CancelledBeforeImages: false, SecondOfSamePatient: false)
        {
            Past = new PastExam(item.Exam, kind.Specialty, kind.Region, complete),
        };
        return new PastCase(
            item.Id, arrival, Measured: reading is not null, (item.Target?.DueAt - complete)?.TotalMinutes);
    }

    /// <summary>Who is no longer there is taken for a good reader.</summary>
    private int SkillOf(ReaderId reader, Specialty specialty) =>
        settings.Readers.TryGetValue(reader, out var known) ? known.SkillIn(specialty) : GoodSkill;

    /// <summary>What was asked for or sent before the virtual clock starts counts as of then.</summary>
    private DateTimeOffset NotBefore(DateTimeOffset at) =>
        at < from - Rehearsal.Prelude ? from - Rehearsal.Prelude : at;

    /// <summary>
    /// Plainly nobody, but of the same age, and the same nobody each time the person came: both decide who
    /// reads a case.
    /// </summary>
    private Patient Somebody(CaseState item, int number)
    {
        var key = StrictTraits.KeyOf(item.Establishment, item.Patient!);
        if (key.Length > 0 && !patients.TryAdd(key, number))
            number = patients[key];
        var today = DateOnly.FromDateTime(settings.LocalTime(item.OpenedAt));
        var age = ExamMapping.AgeYears(item.Patient!.BirthDate, today);
        var name = number.ToString(CultureInfo.InvariantCulture);
        return new Patient(
            "EXEMPLE " + name, "Numéro " + name,
            age is { } years ? new DateOnly(today.Year - years, 1, 1) : null, null, "IPP-" + name, null,
            IdentityStatus.Provisional);
    }
}
