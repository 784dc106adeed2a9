using System.Collections.Immutable;
using System.Globalization;

namespace PIMM.Dispatch.Domain.Tests;

/// <summary>A small fictitious territory whose rules are easy to remember.</summary>
internal static class TestTerritory
{
    public static readonly TerritoryId Territory = new("essai");

    /// <summary>Host; its priority is 1.1.</summary>
    public static readonly EstablishmentId North = new("nord");
    public static readonly EstablishmentId South = new("sud");

    /// <summary>Connected in on-call hours only.</summary>
    public static readonly EstablishmentId East = new("est");

    /// <summary>A partner: not connected.</summary>
    public static readonly EstablishmentId West = new("ouest");

    /// <summary>Images without a request wait there.</summary>
    public static readonly EstablishmentId Lake = new("lac");

    /// <summary>Neuro 3, thorax 1, abdomen 1; north and south.</summary>
    public static readonly ReaderId Ana = new("ana");

    /// <summary>Neuro 1, thorax 3, abdomen 3; north and south.</summary>
    public static readonly ReaderId Ben = new("ben");

    /// <summary>Neuro 2, children 3; north alone.</summary>
    public static readonly ReaderId Cid = new("cid");

    /// <summary>
    /// Overflow in the evening until 23:30, two cases; then deep night, its own, until 8:00: everything but
    /// children, four cases. Two lanes, eight minutes of set-up.
    /// </summary>
    public static readonly ProviderId Provider = new("externe");
    public static readonly FlagCode Bleeding = new("hemorragie-intracranienne");
    public static readonly FlagCode Troponin = new("troponine");

    /// <summary>From this day scheduled exams have 24 hours instead of 12.</summary>
    public static readonly DateTimeOffset LongerTargets = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>
    /// An urgent case calls 20, 27, 33 and 38 minutes after its images (the target is at 45), and leaves at
    /// 60; a vital one after 1, 3, 6 and 10, and leaves at 25.
    /// </summary>
    private static readonly ImmutableSortedDictionary<Urgency, EscalationPolicy> Policies =
        ImmutableSortedDictionary.CreateRange(new Dictionary<Urgency, EscalationPolicy>
        {
            [Urgency.Vital] = Policy(5,
                (StepClock.AfterPrevious, 1, StepTo.Reader, false),
                (StepClock.AfterPrevious, 2, StepTo.Readers, true),
                (StepClock.AfterPrevious, 3, StepTo.OnCall, false),
                (StepClock.BeforeTarget, 10, StepTo.Coordinators, false),
                (StepClock.AfterTarget, 5, StepTo.External, true)),
            [Urgency.Urgent] = Policy(15,
                (StepClock.BeforeTarget, 25, StepTo.Reader, false),
                (StepClock.BeforeTarget, 18, StepTo.Readers, true),
                (StepClock.BeforeTarget, 12, StepTo.OnCall, false),
                (StepClock.BeforeTarget, 7, StepTo.Coordinators, false),
                (StepClock.AfterTarget, 15, StepTo.External, true)),
            [Urgency.SemiUrgent] = Policy(30, (StepClock.AfterTarget, 0, StepTo.Coordinators, false)),
            [Urgency.Scheduled] = Policy(60, (StepClock.AfterTarget, 0, StepTo.Coordinators, false)),
        });

    public static readonly TerritorySettings Settings = new()
    {
        Id = Territory,
        Name = "Territoire d'essai",
        Zone = "Europe/Paris",
        LocalTime = instant => TimeZoneInfo.ConvertTime(instant, Paris).DateTime,
        InstantOf = local => InstantOf(local, Paris),
        Establishments = ImmutableSortedDictionary.CreateRange(
        [
            Site(North, Connection.Connected, 1100, ImagesAlone.OpenCase),
            Site(South, Connection.Connected, 1000, ImagesAlone.OpenCase),
            Site(East, Connection.OnCall, 1000, ImagesAlone.OpenCase),
            Site(West, Connection.Partner, 1000, ImagesAlone.OpenCase),
            Site(Lake, Connection.Connected, 1000, ImagesAlone.RequestFirst),
        ]),
        Readers = ImmutableSortedDictionary.CreateRange(
        [
            Reader(Ana, [North, South], (Specialty.Neuro, 3), (Specialty.Thorax, 1),
                (Specialty.AbdomenPelvis, 1)),
            Reader(Ben, [North, South], (Specialty.Neuro, 1), (Specialty.Thorax, 3),
                (Specialty.AbdomenPelvis, 3)),
            Reader(Cid, [North], (Specialty.Neuro, 2), (Specialty.Paediatric, 3)),
        ]),
        ExternalProviders = ImmutableSortedDictionary<ProviderId, ExternalProviderSettings>.Empty
            .Add(Provider, new ExternalProviderSettings(
                Provider, "Société externe (essai)", 2, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10),
                100,
                [Slot("18:30", "23:30", SlotUse.Overflow, 2), Slot("23:30", "08:00", SlotUse.DeepNight, 4)])),
        Urgencies = new Dated<ImmutableSortedDictionary<Urgency, UrgencyRule>>(
            [(DateTimeOffset.MinValue, Rules(12)), (LongerTargets, Rules(24))]),
        Escalation = Dated.Always(Policies),
        Clock = Dated.Always(ClockStart.ImagesComplete),
        WorkingHours = new WorkingHours(new TimeOnly(8, 30), new TimeOnly(18, 30)),
        ExamRules =
        [
            Rule(null, [], 16, Specialty.Paediatric, AnatomicalRegion.Other, 12, "Imagerie de l'enfant"),
            Rule("CT", ["AVC", "crâne", "head"], null, Specialty.Neuro, AnatomicalRegion.Head, 9,
                "Scanner cérébral"),
            Rule("CT", ["thorax", "chest"], null, Specialty.Thorax, AnatomicalRegion.Chest, 12,
                "Scanner thoracique"),
            Rule("CT", ["abdomen"], null, Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 15,
                "Scanner abdominal"),
            Rule(null, [], null, Specialty.General, AnatomicalRegion.Other, 15, "Examen"),
        ],
        Weights = Dated.Always(new DispatchWeights(
            ImmutableSortedDictionary.CreateRange(new Dictionary<Urgency, int>
            {
                [Urgency.Vital] = 6000, [Urgency.Urgent] = 1000, [Urgency.SemiUrgent] = 450,
                [Urgency.Scheduled] = 1000,
            }),
            [250, 50, 0], 100, 2, TimeSpan.FromMinutes(6))
        {
            Flags = ImmutableSortedDictionary<FlagCode, FlagRule>.Empty
                .Add(Bleeding, new FlagRule(2000, "Hémorragie intracrânienne"))
                .Add(Troponin, new FlagRule(1500, "Troponine élevée")),
        }),
        QuietPeriod = TimeSpan.FromSeconds(10),
        SilenceMax = TimeSpan.FromMinutes(2),
        StudyMemory = TimeSpan.FromDays(30),
        HandoverWithin = TimeSpan.FromMinutes(5),
        WallboardQueueTarget = 6,
    };

    /// <summary>The same rules with another policy for urgent cases from an instant on.</summary>
    public static TerritorySettings WithUrgentPolicy(DateTimeOffset from, EscalationPolicy policy) =>
        Settings with
        {
            Escalation = new Dated<ImmutableSortedDictionary<Urgency, EscalationPolicy>>(
                [(DateTimeOffset.MinValue, Policies), (from, Policies.SetItem(Urgency.Urgent, policy))]),
        };

    /// <summary>The same rules with another start of the target's clock.</summary>
    /// <summary>The same territory without an external provider.</summary>
    public static TerritorySettings Alone(TerritorySettings? settings = null)
    {
        var whole = settings ?? Settings;
        return whole with { ExternalProviders = whole.ExternalProviders.Clear() };
    }

    public static TerritorySettings WithClock(ClockStart clock) =>
        Settings with { Clock = Dated.Always(clock) };

    public static TerritorySettings With(Func<DispatchWeights, DispatchWeights> change) =>
        Settings with { Weights = Dated.Always(change(Settings.Weights.At(VirtualClock.Evening))) };

    /// <summary>The first of two instants; for a skipped time, the instant of the jump.</summary>
    public static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1).AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        var offset = zone.IsAmbiguousTime(local)
            ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
    private static ProviderSlot Slot(string from, string to, SlotUse use, int casesMax) => new(
        [.. Enum.GetValues<DayOfWeek>()], TimeOnly.Parse(from, CultureInfo.InvariantCulture),
        TimeOnly.Parse(to, CultureInfo.InvariantCulture), use, [North, South, East],
        [Specialty.Neuro, Specialty.Thorax, Specialty.AbdomenPelvis],
        [.. Enum.GetValues<Urgency>()], casesMax);

    private static KeyValuePair<EstablishmentId, EstablishmentSettings> Site(
        EstablishmentId id, Connection connection, int priorityMilli, ImagesAlone alone) =>
        new(id, new EstablishmentSettings(
            id, "Hôpital " + id, id.Value[..3].ToUpperInvariant(), id == North, [], Dated.Always(connection),
            priorityMilli, alone));

    private static KeyValuePair<ReaderId, ReaderSettings> Reader(
        ReaderId id, EstablishmentId[] sites, params (Specialty Specialty, int Skill)[] skills) =>
        new(id, new ReaderSettings(
            id, "Dr " + id, id.Value[..2].ToUpperInvariant(),
            sites.ToImmutableSortedDictionary(
                site => site, _ => new Privilege(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)),
            skills.ToImmutableSortedDictionary(pair => pair.Specialty, pair => pair.Skill), CapMinutes: 45));

    private static ExamRule Rule(
        string? modality, string[] words, int? age, Specialty specialty, AnatomicalRegion region, int minutes,
        string label) =>
        new(modality, [.. words.Select(ExamMapping.Fragment)], age, specialty, region, minutes, label);

    private static ImmutableSortedDictionary<Urgency, UrgencyRule> Rules(int scheduledHours) =>
        ImmutableSortedDictionary.CreateRange(new Dictionary<Urgency, UrgencyRule>
        {
            [Urgency.Vital] = Delays(20, 10, 3, 1.5, 30, 10),
            [Urgency.Urgent] = Delays(45, 22, 7, 3, 60, 30),
            [Urgency.SemiUrgent] = Delays(120, 60, 18, 6, 240, 120),
            [Urgency.Scheduled] = Delays(scheduledHours * 60, 360, 108, 10, 7 * 24 * 60, 3 * 24 * 60),
        });

    public static EscalationPolicy Policy(
        double acknowledgedFor, params (StepClock When, double Delay, StepTo To, bool Moves)[] steps) =>
        new(TimeSpan.FromMinutes(acknowledgedFor), [.. steps.Select(step =>
            new EscalationStep(step.When, TimeSpan.FromMinutes(step.Delay), step.To, step.Moves))]);

    private static UrgencyRule Delays(
        double target, double warning, double imminent, double offer, double images, double acknowledge) =>
        new(TimeSpan.FromMinutes(target), TimeSpan.FromMinutes(warning), TimeSpan.FromMinutes(imminent),
            TimeSpan.FromMinutes(offer), TimeSpan.FromMinutes(images), TimeSpan.FromMinutes(acknowledge),
            TimeSpan.FromMinutes(5));
}
