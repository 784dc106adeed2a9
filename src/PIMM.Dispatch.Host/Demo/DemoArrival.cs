using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>An exam that a virtual hospital is about to make.</summary>
/// <param name="HasRequest">The emergency department asks for it first; otherwise its images come
/// alone.</param>
/// <param name="Chance">Draws all that follows: delays, identifiers, noise.</param>
internal sealed record DemoArrival(
    TerritorySettings Territory, EstablishmentSettings Site, DemoExam Exam, Patient Patient,
    bool HasRequest, int Images,
    DemoChance Chance)
{
    /// <summary>SH: at most 16 characters (PS3.5 §6.2).</summary>
    public string AccessionNumber { get; } =
        "DEMO-" + Chance.For("accession").Bits()
            .ToString("X16", System.Globalization.CultureInfo.InvariantCulture)[..10];

    public string AeTitle => Chance.For("ae").OneOf(Site.AeTitles).Title;

    public string StudyUid => DemoStudy.UidOf(Chance.For("study"));

    private Exam Described => new(Exam.Modality, Exam.BodyPart, Exam.Description);

    /// <summary>What the emergency department asks for.</summary>
    public RequestExam Request() => new(
        AccessionNumber, Patient, Described, Exam.Urgency, null, null,
        new ClinicalContext(
            Exam.Indication, Exam.Question, "Aucune connue", null, null, null, "Dr Démo Urgences",
            "Poste fictif"),
        null);

    /// <summary>What the images say of themselves.</summary>
    public StudyFacts Facts() => new(
        new StudyUid(StudyUid), HasRequest ? AccessionNumber : null, Patient, Described, Exam.Priority,
        $"{Exam.BodyPart} {Exam.Description}");
}

/// <summary>Which exams come when: a pure function of the seed, the run and a number.</summary>
/// <param name="Run">Different each time the demonstration is started on the same data, so that exams are
/// new.</param>
internal sealed record ArrivalPlan(
    DemoOptions Options, IReadOnlyList<TerritorySettings> Territories, long Run)
{
    private const double RequestShare = 0.45;

    /// <summary>
    /// Of its exams, how many in a hundred are emergencies, and how many exams a territory has beside the
    /// others.
    /// </summary>
    private static readonly Dictionary<string, (int Emergencies, int Weight)> Profiles = new(
        StringComparer.Ordinal)
    {
        ["hainaut-cambresis"] = (75, 42),
        ["centre-val-de-loire"] = (95, 30),
        ["landes-pays-basque"] = (80, 18),
        ["touraine-val-de-loire"] = (10, 10),
    };

    private static readonly (int Emergencies, int Weight) AnyOther = (75, 20);

    private readonly DemoChance chance = DemoChance.Of(Options.Seed).For("arrivals").For(Run);

    /// <summary>How long after the exam of this number the next one comes.</summary>
    public TimeSpan GapAfter(long number) => number < Options.Burst
        ? Options.BurstEvery
        : chance.For(number).For("gap").Between(Options.ArrivalMin, Options.ArrivalMax);

    /// <summary>
    /// The exam of this number; null when no establishment takes images in at this instant.
    /// </summary>
    public DemoArrival? Draw(long number, DateTimeOffset at)
    {
        // Multiples of the golden ratio spread the territories evenly, where chance would leave holes.
        const double Golden = 0.6180339887498949;
        var open = Territories.Where(t => Sites(t, at).Count > 0).ToList();
        if (open.Count == 0)
            return null;
        var place = (number + 1) * Golden % 1 * open.Sum(t => ProfileOf(t).Weight);
        var territory = open.First(t => (place -= ProfileOf(t).Weight) < 0 || t == open[^1]);
        return DrawIn(territory, number, at);
    }

    /// <summary>
    /// The exam of this number in a territory; null when none of its establishments takes images in.
    /// </summary>
    public DemoArrival? DrawIn(TerritorySettings territory, long number, DateTimeOffset at)
    {
        if (Sites(territory, at).Count == 0)
            return null;
        var own = chance.For(territory.Id.Value).For(number);
        var isEmergency = own.For("kind").Between(0, 99) < ProfileOf(territory).Emergencies;
        var exams = isEmergency ? DemoExams.Emergencies : DemoExams.Scheduled;
        return Of(territory, own.For("exam").OneOf(exams, e => e.Weight), isEmergency, at, own);
    }

    /// <summary>Where in its stretch of time an exam of the past comes, 0 to 1.</summary>
    public double JitterOf(TerritorySettings territory, long number) =>
        chance.For(territory.Id.Value).For("jitter").For(number).Share();

    /// <summary>
    /// An emergency that suits a reader best, from the images alone; null when none can be sent.
    /// </summary>
    public DemoArrival? DrawFor(
        ReaderSettings reader, TerritorySettings territory, long number, DateTimeOffset at)
    {
        var own = chance.For("for").For(reader.Id.Value).For(number);
        var best = DemoExams.Emergencies.Max(e => reader.SkillIn(e.Specialty));
        var exams = DemoExams.Emergencies
            .Where(e => e.Urgency == Urgency.Urgent && reader.SkillIn(e.Specialty) == best)
            .ToList();
        var sites = Sites(territory, at).Where(site => reader.MayReadFor(site.Id, at)).ToList();
        return exams.Count == 0 || sites.Count == 0
            ? null
            : Of(territory, own.For("exam").OneOf(exams, e => e.Weight), mayRequest: false, at, own);
    }

    /// <summary>
    /// The images of a case that is open when the demonstration starts; null when no exam of the
    /// demonstration is like it.
    /// </summary>
    public DemoArrival? Resume(TerritorySettings territory, CaseState waiting)
    {
        var alike = DemoExams.All.Where(e => e.Modality == waiting.Exam!.Modality).ToList();
        var exam = alike.FirstOrDefault(e => e.Description == waiting.Exam!.Description)
            ?? alike.FirstOrDefault(e => e.Specialty == waiting.Classification!.Specialty);
        var own = chance.For(waiting.Id.Value);
        return exam is null || !territory.Establishments.TryGetValue(waiting.Establishment, out var site)
            ? null
            : new DemoArrival(
                territory, site, exam, waiting.Patient!, HasRequest: true,
                waiting.Images > 0 ? waiting.Images : ImagesOf(own), own);
    }

    private DemoArrival Of(
        TerritorySettings territory, DemoExam exam, bool mayRequest, DateTimeOffset at, DemoChance own) =>
            new(
        territory, own.For("site").OneOf(Sites(territory, at)), exam,
        DemoPatient.Draw(own.For("patient"), DateOnly.FromDateTime(territory.LocalTime(at))),
        mayRequest && own.For("request").Share() < RequestShare, ImagesOf(own), own);

    /// <summary>Short series are the most frequent: the smaller of two draws.</summary>
    private int ImagesOf(DemoChance own) => Math.Min(
        own.For("images").Between(Options.ImagesMin, Options.ImagesMax),
        own.For("images again").Between(Options.ImagesMin, Options.ImagesMax));

    private static List<EstablishmentSettings> Sites(TerritorySettings territory, DateTimeOffset at) =>
        [.. territory.Establishments.Values.Where(site => site.AeTitles.Length > 0
            && site.Connection.At(at) switch
        {
            Connection.Connected => true,
            Connection.OnCall => territory.IsOnCall(at),
            _ => false,
        })];

    private static (int Emergencies, int Weight) ProfileOf(TerritorySettings territory) =>
        Profiles.GetValueOrDefault(territory.Id.Value, AnyOther);
}
