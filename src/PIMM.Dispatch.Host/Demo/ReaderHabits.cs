using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// What a virtual reader does, as a pure function of what it sees: chance depends on the reader and the case
/// alone, so nothing has to be remembered.
/// </summary>
internal sealed record ReaderHabits(DemoOptions Options, DemoChance Chance)
{
    /// <summary>
    /// The account that visitors try first: it never declines, misses an offer, or is away.
    /// </summary>
    private static readonly ReaderId Visited = new("radiologue1");

    private const double DeclineShare = 0.05;
    private const double MissShare = 0.03;
    private const double PreliminaryShare = 0.35;
    private const double CriticalShare = 0.05;
    private const double BreakShare = 0.35;

    private static readonly TimeSpan BreakEvery = TimeSpan.FromMinutes(15);

    /// <param name="mine">Cases that are offered to the reader, or that it has in hand.</param>
    /// <param name="since">When the reader had its hands free last: it begins no case before.</param>
    /// <param name="awaySince">When the reader was first seen not present; null while it is.</param>
    public DemoAct? Next(
        ReaderId me, ReaderState state, IReadOnlyList<CaseState> mine, DateTimeOffset since,
        DateTimeOffset? awaySince,
        DateTimeOffset now)
    {
        if (mine.FirstOrDefault(c => c.Status == CaseStatus.Offered) is { } offered
            && Answer(me, offered, now) is { } answer)
            return answer;
        // The case accepted last is the one that is read: it may have interrupted another.
        if (mine.Where(c => c.InHand).MaxBy(c => c.AcceptedAt) is { } reading)
            return Read(me, reading, since, now);
        return Rest(me, state, mine.Count > 0, awaySince, now);
    }

    /// <summary>How long the reading of a case takes here.</summary>
    public TimeSpan ReadingOf(ReaderId me, CaseState examined)
    {
        var pace = 0.6 + 0.8 * OfCase(me, examined).For("pace").Share();
        return Options.ReadingMinute * (examined.ReadingMinutes * pace);
    }

    /// <summary>True when the reader takes a break at this instant.</summary>
    public bool IsOnBreak(ReaderId me, DateTimeOffset now)
    {
        if (me == Visited)
            return false;
        var quarter = now.UtcTicks / BreakEvery.Ticks;
        var chance = Chance.For(me.Value).For("break").For(quarter);
        if (chance.Share() >= BreakShare)
            return false;
        var from = new DateTimeOffset(quarter * BreakEvery.Ticks, TimeSpan.Zero)
            + chance.For("from").Seconds(0, 720);
        return now >= from && now < from + chance.For("length").Seconds(40, 120);
    }

    private DemoAct? Answer(ReaderId me, CaseState offered, DateTimeOffset now)
    {
        var chance = OfCase(me, offered);
        var share = me == Visited || offered.Classification!.Urgency == Urgency.Vital
            ? 1 : chance.For("answer").Share();
        if (share < MissShare)
            return null;
        var delay = offered.Classification!.Urgency == Urgency.Vital
            ? chance.For("delay").Seconds(2, 6)
            : chance.For("delay").Seconds(4, 18);
        if (now < offered.OfferedAt + delay)
            return null;
        var offer = $"{offered.Id}:{offered.OfferedAt?.UtcTicks}";
        return share < MissShare + DeclineShare
            ? new DemoAct($"decline:{offer}", offered.Id,
                new DeclineCase(me, "Examen hors de mon domaine (démonstration)"))
            : new DemoAct($"accept:{offer}", offered.Id, new AcceptCase(me));
    }

    private DemoAct? Read(ReaderId me, CaseState reading, DateTimeOffset since, DateTimeOffset now)
    {
        var chance = OfCase(me, reading);
        var begun = reading.AcceptedAt > since ? reading.AcceptedAt.Value : since;
        var length = ReadingOf(me, reading);
        var name = $"{reading.Id}:{reading.AcceptedAt?.UtcTicks}";
        if (now >= begun + length)
            return new DemoAct($"sign:{name}:{reading.Report?.Version}", reading.Id,
                new SignReport(me, DemoReports.Of(reading, chance), reading.Report?.Version));
        if (reading.Report is null && now >= begun + length * 0.6
            && chance.For("preliminary").Share() < PreliminaryShare)
            return new DemoAct($"preliminary:{name}", reading.Id,
                new WritePreliminary(me, DemoReports.PreliminaryOf(reading, chance), null));
        if (reading.Critical is null && now >= begun + length * 0.7
            && reading.Classification!.Urgency <= Urgency.Urgent
            && chance.For("critical").Share() < CriticalShare)
            return new DemoAct(
                $"critical:{name}", reading.Id, new DeclareCritical(me, DemoReports.CriticalOf(reading)));
        return null;
    }

    private DemoAct? Rest(
        ReaderId me, ReaderState state, bool isAsked, DateTimeOffset? awaySince, DateTimeOffset now)
    {
        var isPresent = state.Presence is Presence.Available or Presence.Reading;
        if (IsOnBreak(me, now))
            return isPresent && !isAsked ? Be(me, Presence.Break, now) : null;
        if (isPresent)
            return null;
        // Away after a missed offer, or busy as a person left it: back after a while.
        var wait = state.Presence == Presence.Break
            ? TimeSpan.Zero
            : Chance.For(me.Value).For("back").For(now.UtcTicks / BreakEvery.Ticks).Seconds(30, 70);
        return awaySince is { } left && now >= left + wait ? Be(me, Presence.Available, now) : null;
    }

    private static DemoAct Be(ReaderId me, Presence presence, DateTimeOffset now) =>
        new($"presence:{me}:{presence}:{now.UtcTicks}", me, new SetPresence(presence));

    private DemoChance OfCase(ReaderId me, CaseState examined) => Chance.For(me.Value).For(examined.Id.Value);
}
