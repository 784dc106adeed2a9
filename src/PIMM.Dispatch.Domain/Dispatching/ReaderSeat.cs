namespace PIMM.Dispatch.Domain;

/// <summary>A reader who is present on duty, while one plan is made.</summary>
internal sealed class ReaderSeat
{
    private static readonly int SpecialtyCount = Enum.GetValues<Specialty>().Length;

    private readonly ReaderSettings settings;
    private readonly DateTimeOffset now;
    private readonly int[] skills = new int[SpecialtyCount];
    private (EstablishmentId Site, bool MayRead) lastAsked;
    private NotChosen? lastReason;

    private ReaderSeat(ReaderSettings settings, ReaderState reader, DateTimeOffset now)
    {
        this.settings = settings;
        this.now = now;
        Id = settings.Id;
        LoadMinutes = reader.LoadMinutes;
        FairMinutes = LoadMinutes + reader.MinutesRead;
        foreach (var (specialty, skill) in settings.Skills)
            skills[(int)specialty] = skill;
    }

    public ReaderId Id { get; }
    public int CapMinutes => settings.CapMinutes;
    public int LoadMinutes { get; }

    /// <summary>In hand and already read in this duty: what fairness compares.</summary>
    public int FairMinutes { get; }

    /// <summary>The offer that the reader has not answered.</summary>
    public CaseState? Offered { get; set; }

    /// <summary>The case in hand that was accepted last.</summary>
    public CaseState? Reading { get; private set; }

    public int InHand { get; private set; }

    /// <summary>Chosen by this plan already.</summary>
    public bool Promised { get; set; }

    public bool IsFree => !Promised && Offered is null && Reading is null;

    public int SkillIn(Specialty specialty) => skills[(int)specialty];

    /// <summary>Cases of one establishment are asked for one after the other.</summary>
    public bool MayReadFor(EstablishmentId site)
    {
        if (lastAsked.Site != site)
            lastAsked = (site, settings.MayReadFor(site, now));
        return lastAsked.MayRead;
    }

    /// <summary>
    /// This reader among those who were not chosen; the same reason again is the same object.
    /// </summary>
    public NotChosen NotChosenAs(string code) =>
        lastReason?.Code == code ? lastReason : lastReason = new NotChosen(Id, code);

    /// <summary>
    /// Everybody present, in the order of their ids, with what they have been offered and are reading.
    /// </summary>
    public static List<ReaderSeat> AllPresent(
        DispatcherState state, TerritorySettings settings, DateTimeOffset now)
    {
        var seats = new List<ReaderSeat>();
        var byId = new Dictionary<ReaderId, ReaderSeat>();
        foreach (var (id, reader) in state.Readers)
        {
            if (!reader.IsPresent || !settings.Readers.TryGetValue(id, out var known))
                continue;
            var seat = new ReaderSeat(known, reader, now);
            seats.Add(seat);
            byId.Add(id, seat);
        }
        foreach (var (_, item) in state.Cases)
        {
            if (item.Reader is { } reader && byId.TryGetValue(reader, out var seat))
                seat.Give(item);
        }
        foreach (var (_, reader) in state.Pending)
        {
            if (byId.TryGetValue(reader, out var seat))
                seat.Promised = true;
        }
        return seats;
    }

    private void Give(CaseState item)
    {
        if (item.Status == CaseStatus.Offered)
            Offered = item;
        if (!item.InHand)
            return;
        InHand++;
        if (Reading is null || item.AcceptedAt > Reading.AcceptedAt)
            Reading = item;
    }
}
