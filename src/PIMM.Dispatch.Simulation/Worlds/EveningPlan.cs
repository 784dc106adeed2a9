using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>An examination that will come, with everything about it that chance decides.</summary>
/// <param name="RequestedAt">null: images come unannounced.</param>
/// <param name="ImagesAt">When its first images are there.</param>
/// <param name="Parts">In how many associations the images come.</param>
/// <param name="PureMinutes">What a reader who knows it well needs.</param>
/// <param name="AcknowledgedAfter">How long the requester takes to read the report; null: only when told
/// again.</param>
public sealed record Arrival(
    int Number, EstablishmentId Site, ExamKind Kind, Urgency Urgency, Patient Patient,
    DateTimeOffset? RequestedAt,
    DateTimeOffset ImagesAt, int Parts, double PureMinutes, TimeSpan? AcknowledgedAfter,
    bool Critical, bool Held,
    bool LateSeries, bool CancelledBeforeImages, bool SecondOfSamePatient)
{
    /// <summary>What a journal knows of it; null for an examination that chance made up.</summary>
    public PastExam? Past { get; init; }
}

/// <summary>An examination as a journal has it, without the patient.</summary>
/// <param name="Specialty">As it was in the end: a person may have corrected it.</param>
/// <param name="CompleteAt">When its images were complete, whatever made them so.</param>
public sealed record PastExam(
    Exam Exam, Specialty Specialty, AnatomicalRegion Region, DateTimeOffset CompleteAt);

/// <summary>A span on duty.</summary>
public sealed record WorkedDuty(DutyLine Line, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Something a reader does besides reading.</summary>
/// <param name="Declared">The reader says so; otherwise it is simply not there.</param>
public sealed record Pause(DateTimeOffset From, TimeSpan Length, bool Declared);

/// <summary>A reader's evening.</summary>
/// <param name="Speed">Against the mean; above 1 is slower.</param>
/// <param name="Home">The hospital where the reader works by day.</param>
public sealed record ReaderEvening(
    ReaderId Id, double Speed, EstablishmentId Home, ImmutableArray<Pause> Pauses,
    DateTimeOffset? DropsOutAt)
{
    /// <summary>As a journal has them; empty: those of the scenario.</summary>
    public ImmutableArray<WorkedDuty> Duties { get; init; } = [];

    /// <summary>False outside the duties that a journal has.</summary>
    public bool IsOnDuty(DateTimeOffset at) =>
        Duties.IsEmpty || Duties.Any(duty => duty.From <= at && at < duty.Until);
}

/// <summary>
/// One evening, drawn from a seed before any policy acts on it: the same seed gives the same evening to every
/// policy (common random numbers).
/// </summary>
public sealed record EveningPlan(
    int Seed, EveningScenario Scenario, ImmutableArray<Arrival> Arrivals,
    ImmutableArray<ReaderEvening> Readers)
{
    private const double BreaksPerHour = 0.35;
    private const double DeclaredShare = 0.6;
    private const double SpeedDeviation = 0.13;

    /// <summary>Of the emergencies that are not vital.</summary>
    private const double SemiUrgentShare = 0.2;

    public static EveningPlan Of(int seed, EveningScenario scenario, TerritorySettings settings) =>
        Of(seed, scenario, SitesOf(scenario, settings));

    private static EveningPlan Of(int seed, EveningScenario scenario, List<EstablishmentId> sites) =>
        new(seed, scenario, ArrivalsOf(seed, scenario, sites), ReadersOf(seed, scenario, sites));

    private static List<EstablishmentId> SitesOf(EveningScenario scenario, TerritorySettings settings) =>
        [.. settings.Establishments.Values
            .Where(site => site.Connection.At(scenario.Start) != Connection.Partner)
            .Select(site => site.Id)];

    private static ImmutableArray<Arrival> ArrivalsOf(
        int seed, EveningScenario scenario, List<EstablishmentId> sites)
    {
        var coming = Times(new Draw(seed, "emergencies"), scenario, scenario.EmergenciesPerHour)
            .Select(at => (at, Scheduled: false))
            .Concat(Times(new Draw(seed, "scheduled"), scenario, scenario.ScheduledPerHour)
                .Select(at => (at, Scheduled: true)))
            .OrderBy(one => one.at);
        var draw = new Draw(seed, "examinations");
        var arrivals = ImmutableArray.CreateBuilder<Arrival>();
        foreach (var (at, scheduled) in coming)
            arrivals.Add(
                Examination(draw, scenario.Hazards, arrivals.Count + 1, at, scheduled, sites, arrivals));
        return arrivals.ToImmutable();
    }

    /// <summary>A Poisson process whose rate changes by the hour, by thinning.</summary>
    private static IEnumerable<DateTimeOffset> Times(Draw draw, EveningScenario scenario, double perHour)
    {
        var most = perHour * scenario.Shape.Max() * Math.Max(1, scenario.SurgeFactor);
        if (most <= 0)
            yield break;
        for (var hours = draw.Exponential(
            1 / most); hours < scenario.Length.TotalHours; hours += draw.Exponential(1 / most))
        {
            var hour = (int)hours;
            var rate = perHour * scenario.Shape[hour % scenario.Shape.Length]
                * (hour is 1 or 2 ? scenario.SurgeFactor : 1);
            if (draw.Chance(rate / most))
                yield return scenario.Start.AddHours(hours);
        }
    }

    private static Arrival Examination(
        Draw draw, Hazards mishaps, int number, DateTimeOffset at, bool scheduled,
        List<EstablishmentId> sites, ImmutableArray<Arrival>.Builder before)
    {
        var kind = draw.Choose(ExamKind.All, one => scheduled ? one.ScheduledShare : one.Share);
        var vital = draw.Chance(kind.VitalShare);
        var semi = draw.Chance(SemiUrgentShare);
        var urgency = scheduled ? Urgency.Scheduled : vital
            ? Urgency.Vital : semi ? Urgency.SemiUrgent : Urgency.Urgent;
        var site = sites[draw.Below(sites.Count)];
        var announced = draw.Chance(1 - mishaps.Unannounced);
        var wait = TimeSpan.FromMinutes(draw.Exponential(12));
        var again = draw.Chance(mishaps.SamePatient) && before.Count > 0 && !kind.Child;
        var same = again ? before[draw.Below(before.Count)] : null;
        return new Arrival(
            number, same?.Site ?? site, kind, urgency, same?.Patient ?? Somebody(draw, number, kind.Child),
            announced ? at - wait : null, at, 1
            + draw.Below(mishaps.AssociationsMax), draw.LogNormal(kind.MeanMinutes, ExamKind.Variation),
            draw.Chance(1 - mishaps.Unread) ? TimeSpan.FromMinutes(draw.Exponential(8)) : null,
            Critical: draw.Chance(mishaps.Critical), Held: draw.Chance(mishaps.Held),
            LateSeries: draw.Chance(mishaps.LateSeries),
            CancelledBeforeImages: announced && draw.Chance(mishaps.Cancelled),
            SecondOfSamePatient: same is not null);
    }

    /// <summary>Plainly nobody: a number for a name.</summary>
    private static Patient Somebody(Draw draw, int number, bool child)
    {
        var birth = child ? new DateOnly(2015, 1, 1) : new DateOnly(1940, 1, 1);
        var name = number.ToString(CultureInfo.InvariantCulture);
        return new Patient(
            "EXEMPLE " + name, "Numéro "
            + name, birth.AddDays(draw.Below(3000)), draw.Chance(0.5) ? "F" : "M",
            "IPP-" + name, null, IdentityStatus.Provisional);
    }

    private static ImmutableArray<ReaderEvening> ReadersOf(
        int seed, EveningScenario scenario, List<EstablishmentId> sites) =>
        [.. scenario.Readers.Select((id, index) => ReaderOf(
            new Draw(seed, "reader " + id), id, sites[index % sites.Count], scenario,
            index == scenario.Readers.Length - 1 ? scenario.Start + scenario.LostReaderAfter : null))];

    private static ReaderEvening ReaderOf(
        Draw draw, ReaderId id, EstablishmentId home, EveningScenario scenario, DateTimeOffset? dropsOut)
    {
        var speed = Math.Max(0.6, draw.Normal(1, SpeedDeviation));
        var pauses = ImmutableArray.CreateBuilder<Pause>();
        for (var hours = draw.Exponential(1 / BreaksPerHour); hours < scenario.Length.TotalHours;
             hours += draw.Exponential(1 / BreaksPerHour))
        {
            pauses.Add(new Pause(
                scenario.Start.AddHours(hours), TimeSpan.FromMinutes(draw.Between(5, 12)),
                draw.Chance(DeclaredShare)));
        }
        return new ReaderEvening(id, speed, home, pauses.ToImmutable(), dropsOut);
    }
}
