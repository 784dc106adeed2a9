using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The rules of a territory, read from <c>cluster-config/territories/&lt;id&gt;.json</c> and checked there:
/// whoever holds one may trust it. What changes with time is <see cref="Dated{T}"/>.
/// </summary>
public sealed record TerritorySettings
{
    public required TerritoryId Id { get; init; }

    /// <summary>As people say it, for example <c>PIMM Hainaut-Cambrésis</c>.</summary>
    public required string Name { get; init; }

    /// <summary>IANA name, for example <c>Europe/Paris</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>
    /// The wall-clock time of the territory at an instant; pure, from one fixed time zone database.
    /// </summary>
    public required Func<DateTimeOffset, DateTime> LocalTime { get; init; }

    /// <summary>
    /// The UTC instant at which the wall clock shows a local time; pure, from the same database. A time that
    /// comes twice is its first instant; one that is skipped is the instant of the jump. So local times in
    /// order are instants in order, and slots that touch on the clock touch in truth.
    /// </summary>
    public required Func<DateTime, DateTimeOffset> InstantOf { get; init; }

    /// <summary>Which public holidays hold here.</summary>
    public HolidayCalendar Holidays { get; init; } = HolidayCalendar.Metropolitan;

    /// <summary>The lines of the roster, with the day from which they hold.</summary>
    public Dated<ImmutableArray<LineOfDuty>> Lines { get; init; } =
        Dated.Always(ImmutableArray<LineOfDuty>.Empty);

    /// <summary>
    /// Rest between a duty and the next (repos de sécurité), below which the roster warns; it never blocks.
    /// Zero: no warning.
    /// </summary>
    public TimeSpan SafetyRest { get; init; }

    public required ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> Establishments
    {
        get;
        init;
    }

    public required ImmutableSortedDictionary<ReaderId, ReaderSettings> Readers { get; init; }

    public required ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> ExternalProviders
    {
        get;
        init;
    }

    /// <summary>Targets, alerts and offer times of each urgency, with the day from which they hold.</summary>
    public required Dated<ImmutableSortedDictionary<Urgency, UrgencyRule>> Urgencies { get; init; }

    /// <summary>Who is told when, while nobody takes a case, with the day from which it holds.</summary>
    public required Dated<ImmutableSortedDictionary<Urgency, EscalationPolicy>> Escalation { get; init; }

    /// <summary>Who is told outside the screens, over which channel, after how long.</summary>
    public Dated<AlertLadder> Alerts { get; init; } = Dated.Always(AlertLadder.None);

    /// <summary>From which instant the target of a case counts.</summary>
    public required Dated<ClockStart> Clock { get; init; }

    /// <summary>
    /// Outside these local hours, at weekends and on public holidays the territory is on call (PDS).
    /// </summary>
    public required WorkingHours WorkingHours { get; init; }

    /// <summary>First match wins; the last rule matches everything.</summary>
    public required ImmutableArray<ExamRule> ExamRules { get; init; }

    /// <summary>How exams that are too much for one reader are shared; the lead decides.</summary>
    public ImmutableArray<SharedReading> SharedReadings { get; init; } = [];

    public required Dated<DispatchWeights> Weights { get; init; }

    /// <summary>
    /// How long after the last association has ended without another image a study is complete.
    /// </summary>
    public required TimeSpan QuietPeriod { get; init; }

    /// <summary>
    /// How long an association that is still open may be silent before the study is complete all the same.
    /// </summary>
    public required TimeSpan SilenceMax { get; init; }

    /// <summary>
    /// How long an establishment remembers a study, so that a late series still finds its case.
    /// </summary>
    public required TimeSpan StudyMemory { get; init; }

    /// <summary>
    /// How long the receiving side of a hand-over has to answer before the coordinator is told.
    /// </summary>
    public required TimeSpan HandoverWithin { get; init; }

    /// <summary>How many cases to read the wall shows as normal.</summary>
    public required int WallboardQueueTarget { get; init; }

    public UrgencyRule RuleOf(Urgency urgency, DateTimeOffset at) => Urgencies.At(at)[urgency];

    /// <summary>True when the instant falls into on-call hours (permanence des soins).</summary>
    public bool IsOnCall(DateTimeOffset at) => !WorkingHours.Cover(LocalTime(at), Holidays);
}

/// <summary>
/// Values with the UTC instant from which each holds, oldest first; the first holds for all time before.
/// </summary>
public sealed record Dated<T>(ImmutableArray<(DateTimeOffset From, T Value)> Steps)
{
    public T At(DateTimeOffset instant) => StepAt(instant).Value;

    /// <summary>The value, and since when it holds.</summary>
    public (DateTimeOffset From, T Value) StepAt(DateTimeOffset instant)
    {
        var found = Steps[0];
        foreach (var step in Steps)
        {
            if (step.From > instant)
                break;
            found = step;
        }
        return found;
    }
}

/// <summary>Built beside <see cref="Dated{T}"/> so that a value that never changes reads well.</summary>
public static class Dated
{
    public static Dated<T> Always<T>(T value) => new([(DateTimeOffset.MinValue, value)]);
}

/// <summary>U1, U2, U3 and P. The order is that of urgency.</summary>
public enum Urgency { Vital, Urgent, SemiUrgent, Scheduled }

/// <summary>The instant from which the target counts.</summary>
public enum ClockStart { ImagesComplete, FirstImage, Request }

/// <summary>The delays of one urgency level.</summary>
/// <param name="Target">From the clock's start to the signed report.</param>
/// <param name="WarningBefore">How long before the target the first alert comes.</param>
/// <param name="ImminentBefore">How long before the target the second alert comes.</param>
/// <param name="OfferExpires">How long a reader has to accept an offer.</param>
/// <param name="ImagesWithin">From the request to the first image, before the coordinator is told.</param>
/// <param name="AcknowledgeWithin">From the signed report to the requester's acknowledgement.</param>
/// <param name="CriticalWithin">How long a critical result may stay unconfirmed before the coordinator is
/// told, again and again.</param>
public sealed record UrgencyRule(
    TimeSpan Target, TimeSpan WarningBefore, TimeSpan ImminentBefore, TimeSpan OfferExpires,
    TimeSpan ImagesWithin,
    TimeSpan AcknowledgeWithin, TimeSpan CriticalWithin)
{
    /// <summary>
    /// Pathways with a target of their own (filière AVC, polytraumatisé), by the specialty of the case.
    /// </summary>
    public ImmutableSortedDictionary<Specialty, TimeSpan> TargetBySpecialty { get; init; } =
        ImmutableSortedDictionary<Specialty, TimeSpan>.Empty;

    public TimeSpan TargetFor(Specialty specialty) => TargetBySpecialty.GetValueOrDefault(specialty, Target);
}

/// <summary>A hospital that belongs to the territory.</summary>
/// <param name="Abbreviation">Three letters for the wall.</param>
/// <param name="Host">The hospital that carries the platform.</param>
/// <param name="Connection">Whether its images are taken in, with dates.</param>
/// <param name="PriorityMilli">Weight of its own patients, in thousandths; 1000 is neutral. Shown in each
/// decision.</param>
/// <param name="ImagesAlone">What images without a request do.</param>
public sealed record EstablishmentSettings(
    EstablishmentId Id, string Name, string Abbreviation, bool Host, ImmutableArray<CallingAe> AeTitles,
    Dated<Connection> Connection, int PriorityMilli, ImagesAlone ImagesAlone)
{
    /// <summary>Whom to telephone, in this order, when nobody confirms a critical result.</summary>
    public ImmutableArray<PhoneContact> CriticalContacts { get; init; } = [];
}

/// <summary>A telephone of a hospital, as people say it.</summary>
public sealed record PhoneContact(string Label, string Number);

/// <summary>A calling AE title, and the address it must come from when one is set.</summary>
public sealed record CallingAe(string Title, string? Address);

/// <summary>
/// Partner: a member whose images are not taken in yet. OnCall: in on-call hours only. Connected: always.
/// </summary>
public enum Connection { Partner, OnCall, Connected }

/// <summary>Images that no request announces open a case, or wait as a visible orphan.</summary>
public enum ImagesAlone { OpenCase, RequestFirst }

/// <summary>A radiologist of the territory.</summary>
/// <param name="Sites">Establishments for which the reader holds the privilege, with the days it is
/// valid.</param>
/// <param name="Skills">0 none (never), 1 reads, 2 good, 3 specialist.</param>
/// <param name="CapMinutes">Expected minutes in hand above which nothing but a vital case is offered.</param>
public sealed record ReaderSettings(
    ReaderId Id, string Name, string Initials, ImmutableSortedDictionary<EstablishmentId, Privilege> Sites,
    ImmutableSortedDictionary<Specialty, int> Skills, int CapMinutes)
{
    /// <summary>
    /// Who this is across territories: readers of one key are one person, on duty in one territory at a time.
    /// </summary>
    public string Person { get; init; } = Id.Value;

    public int SkillIn(Specialty specialty) => Skills.GetValueOrDefault(specialty);

    public bool MayReadFor(EstablishmentId site, DateTimeOffset at) =>
        Sites.TryGetValue(site, out var privilege) && privilege.From <= at && at < privilege.Until;
}

/// <summary>A convention's span, in UTC instants; the end is exclusive.</summary>
public sealed record Privilege(DateTimeOffset From, DateTimeOffset Until);

/// <summary>Organ specialties of readers and cases.</summary>
public enum Specialty { Neuro, Thorax, AbdomenPelvis, Musculoskeletal, Vascular, Paediatric,
    Polytrauma, General }

/// <summary>Anatomical regions (étages anatomiques) of the statistics.</summary>
public enum AnatomicalRegion
{
    Head, Neck, Spine, Chest, AbdomenPelvis, ChestAbdomenPelvis, Limbs, Vessels, WholeBody, Other,
}

/// <summary>Local hours in which the hospital works normally: Monday to Friday, holidays excepted.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record WorkingHours(TimeOnly From, TimeOnly To)
{
    public bool Cover(DateTime local, HolidayCalendar holidays = HolidayCalendar.Metropolitan) =>
        local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !FrenchHolidays.Include(DateOnly.FromDateTime(local), holidays)
        && TimeOnly.FromDateTime(local) >= From && TimeOnly.FromDateTime(local) < To;
}

/// <summary>
/// One line of the mapping from DICOM to the territory's words. A null condition holds for everything; words
/// are compared without accents or case, in Body Part Examined and the descriptions together.
/// </summary>
/// <param name="Modality">(0008,0060).</param>
/// <param name="AnyOf">
/// At least one word of the text begins so; empty: any text. Each stands as <see
/// cref="ExamMapping.Fragment"/> writes it.
/// </param>
/// <param name="MaxAgeYears">Only patients younger than this.</param>
/// <param name="ExpectedMinutes">Pure reading time to begin with.</param>
/// <param name="Label">French name of the exam, for example <c>Scanner cérébral</c>.</param>
public sealed record ExamRule(
    string? Modality, ImmutableArray<string> AnyOf, int? MaxAgeYears, Specialty Specialty,
    AnatomicalRegion Region,
    int ExpectedMinutes, string Label);

/// <summary>The parts that are proposed when an exam of that kind is shared.</summary>
/// <param name="Parts">In the order of the body, from above.</param>
public sealed record SharedReading(
    Specialty Specialty, AnatomicalRegion Region, ImmutableArray<PartPlan> Parts);

/// <summary>
/// How cases find readers. F: matching over a rolling horizon, late-bound. E: index, late-bound. List:
/// nothing is offered, readers help themselves.
/// </summary>
public enum DispatchPolicy { F, E, List }

/// <summary>What an external flag counts.</summary>
/// <param name="WeightMilli">By how much the cost of waiting grows, in thousandths: 1000 is shown and moves
/// nothing; never less, since a flag lowers no case.</param>
/// <param name="Label">French name of the finding, for example <c>Hémorragie intracrânienne</c>.</param>
public sealed record FlagRule(int WeightMilli, string Label);

/// <summary>
/// The policy of dispatch and its weights. Thousandths where the name says so.
/// </summary>
/// <param name="UrgencyMilli">w of each urgency.</param>
/// <param name="MismatchMilli">Cost of skill 1, 2, 3 (index 0 is skill 1).</param>
/// <param name="LoadMilli">Cost of thirty minutes above the mean load.</param>
/// <param name="InterruptionsMax">How often one case may be interrupted.</param>
/// <param name="ExpertWait">How long a case may wait for a busy reader who knows it better, or knows the
/// patient, while another eligible reader is free.</param>
public sealed record DispatchWeights(
    ImmutableSortedDictionary<Urgency, int> UrgencyMilli, ImmutableArray<int> MismatchMilli, int LoadMilli,
    int InterruptionsMax, TimeSpan ExpertWait)
{
    public DispatchPolicy Policy { get; init; }

    /// <summary>What share of the four-week balance counts as load; 1000 is all of it.</summary>
    public int BalanceMilli { get; init; } = 1000;

    /// <summary>Cost of each hour on duty above the mean.</summary>
    public int FatigueMilli { get; init; }

    /// <summary>Cost of ten cases read in the present duty above the mean.</summary>
    public int VolumeMilli { get; init; }

    /// <summary>Cost of planning a case for another reader than before.</summary>
    public int PlanChangeMilli { get; init; } = 100;

    /// <summary>Cost of letting a case wait for somebody busy while an eligible reader is idle.</summary>
    public int HoldMilli { get; init; }

    /// <summary>Cost of interrupting a reader again, for each time before in the same duty.</summary>
    public int InterruptionMilli { get; init; }

    /// <summary>How much more a case must cost inside than at an external provider before it is sent
    /// out.</summary>
    public int OverflowMilli { get; init; } = 1500;

    /// <summary>The flags from outside that count here; an unknown code is refused.</summary>
    public ImmutableSortedDictionary<FlagCode, FlagRule> Flags { get; init; } =
        ImmutableSortedDictionary<FlagCode, FlagRule>.Empty;

    /// <summary>
    /// How many readings the assumed reading time is worth against what was learned; 0: nothing learned
    /// counts.
    /// </summary>
    public int LearningCases { get; init; }
}
