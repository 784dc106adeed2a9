namespace PIMM.Dispatch.Domain;

/// <summary>A reader who is present on duty, while one plan is made.</summary>
internal sealed class ReaderSeat
{
    public const int SkillLevels = 3;

    private const int Milli = 1000;
    private static readonly int SpecialtyCount = Enum.GetValues<Specialty>().Length;

    private readonly ReaderSettings settings;
    private readonly List<CaseId> leads = [];
    private readonly List<CaseId> shares = [];
    private readonly int[] skills = new int[SpecialtyCount];
    private NotChosen? lastReason;

    private ReaderSeat(
        int number, ReaderSettings settings, ReaderState reader, ReaderStanding? standing, DateTimeOffset now)
    {
        Number = number;
        this.settings = settings;
        Id = settings.Id;
        LoadMinutes = reader.LoadMinutes;
        BalanceMinutes = (standing?.FadedTo(now).BalanceMilli ?? 0) / Milli;
        Interruptions = standing?.Interruptions ?? 0;
        CasesRead = reader.CasesRead;
        MinutesOnDuty = (int)(now - (reader.DutyBeganAt ?? now)).TotalMinutes;
        DutyEndsIn = reader.Duty!.Until - now;
        foreach (var (specialty, skill) in settings.Skills)
            skills[(int)specialty] = skill;
    }

    public ReaderId Id { get; }

    /// <summary>Its place among those present, in the order of their ids.</summary>
    public int Number { get; }
    public int CapMinutes => settings.CapMinutes;

    /// <summary>Expected minutes in hand.</summary>
    public int LoadMinutes { get; }

    /// <summary>Minutes read beyond an equal share, over four weeks.</summary>
    public int BalanceMinutes { get; }

    public int CasesRead { get; }
    public int MinutesOnDuty { get; }

    /// <summary>How often the reader has laid a case aside in this duty.</summary>
    public int Interruptions { get; }

    public TimeSpan DutyEndsIn { get; }

    /// <summary>What it costs to give this reader one typical case more; in thousandths.</summary>
    public long WorkMilli { get; set; }

    /// <summary>The offer that the reader has not answered.</summary>
    public CaseState? Offered { get; set; }

    /// <summary>The case in hand that was accepted last.</summary>
    public CaseState? Reading { get; private set; }

    public int InHand { get; private set; }

    /// <summary>Chosen by this plan already.</summary>
    public bool Promised { get; set; }

    /// <summary>What was promised in this turn, before this plan.</summary>
    public CaseState? Pending { get; private set; }

    /// <summary>The case that this plan gives the reader now.</summary>
    public WaitingCase? Head { get; set; }

    /// <summary>When the reader can begin another case, from now on.</summary>
    public TimeSpan FreeIn { get; set; }

    /// <summary>What this plan has for the reader, in order; the first is offered when the seat is
    /// free.</summary>
    public List<WaitingCase> Planned { get; } = [];

    public bool IsFree => !Promised && Offered is null && Reading is null;

    /// <summary>The reader has the case of which this is a part: it takes the part back, and is not offered
    /// it.</summary>
    public bool Leads(CaseState item) => item.Part is { } part && leads.Contains(part.Case);

    /// <summary>The reader has another part of the same case.</summary>
    public bool SharesIn(CaseState item) => item.Part is { } part && shares.Contains(part.Case);

    public int SkillIn(Specialty specialty) => skills[(int)specialty];

    public bool MayReadFor(EstablishmentId site, DateTimeOffset at) => settings.MayReadFor(site, at);

    /// <summary>
    /// This reader among those who were not chosen; the same reason again is the same object.
    /// </summary>
    public NotChosen NotChosenAs(string code) =>
        lastReason?.Code == code ? lastReason : lastReason = new NotChosen(Id, code);

    /// <summary>
    /// Everybody present, in the order of their ids, with what they have been offered and are reading.
    /// </summary>
    public static List<ReaderSeat> AllPresent(
        DispatcherState state, TerritorySettings settings, List<CaseState> inSomebodysHands,
        DateTimeOffset now)
    {
        var seats = new List<ReaderSeat>();
        var byId = new Dictionary<ReaderId, ReaderSeat>();
        foreach (var (id, reader) in state.Readers)
        {
            if (!reader.IsPresent || !settings.Readers.TryGetValue(id, out var known))
                continue;
            var seat = new ReaderSeat(
                seats.Count, known, reader, state.Standings.GetValueOrDefault(id), now);
            seats.Add(seat);
            byId.Add(id, seat);
        }
        foreach (var item in inSomebodysHands)
        {
            if (byId.TryGetValue(item.Reader!.Value, out var seat))
                seat.Give(item);
        }
        foreach (var (id, reader) in state.Pending)
        {
            if (!byId.TryGetValue(reader, out var seat))
                continue;
            (seat.Promised, seat.Pending) = (true, state.Cases.GetValueOrDefault(id));
            if (seat.Pending is { } promised)
                seat.Note(promised);
        }
        return seats;
    }

    /// <summary>Notes that the reader has, or is to have, a case that is shared.</summary>
    public void Note(CaseState item)
    {
        if (item.Part is { } part)
            shares.Add(part.Case);
        else if (!item.Parts.IsEmpty)
            leads.Add(item.Id);
    }

    private void Give(CaseState item)
    {
        Note(item);
        if (item.Status == CaseStatus.Offered)
            Offered = item;
        if (!item.InHand)
            return;
        InHand++;
        if (Reading is null || item.AcceptedAt > Reading.AcceptedAt)
            Reading = item;
    }
}
