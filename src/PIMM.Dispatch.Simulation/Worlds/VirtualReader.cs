using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// A radiologist's evening: notices an offer after a while, reads, is called on the telephone, takes breaks,
/// sometimes declines, misses an offer, or holds a case; drops out when the plan says so.
/// </summary>
internal sealed class VirtualReader(World world, ReaderEvening evening)
{
    private const double NoticeMinutes = 0.2;
    private const double AcceptMeanMinutes = 0.8;
    private const double AtOnceMinutes = 0.3;
    private const double ComingBackMinutes = 2;
    /// <summary>A lead looks again so long after parts were found unread.</summary>
    private const double PartsMinutes = 1;
    private const double TakeOverMinutes = 2;
    private const double CallMinutes = 1.5;

    private readonly List<Reading> readings = [];
    private readonly HashSet<CaseId> held = [];
    private readonly HashSet<CaseId> declared = [];
    private readonly Draw accepting = new(world.Plan.Seed, "accepting " + evening.Id);
    private readonly Draw whims = new(world.Plan.Seed, "whims " + evening.Id);
    private readonly HashSet<CaseId> outOfOrder = [];
    private DateTimeOffset absentUntil;
    private DateTimeOffset finishedAt;
    private TimeSpan? breakDue;
    private bool onBreak;
    private bool claiming;

    /// <summary>Dropped out without a word.</summary>
    public bool IsGone { get; private set; }

    private DateTimeOffset Now => world.Agenda.Now;

    private Reading? Current => readings.Count > 0 ? readings[^1] : null;

    /// <summary>At work, and with nothing to read.</summary>
    public bool IsIdle =>
        Current is null && !IsGone && !onBreak && !claiming && absentUntil <= Now
        && Now >= world.Plan.Scenario.Start && evening.IsOnDuty(Now);

    private Hazards Hazards => world.Plan.Scenario.Hazards;

    public void Begin()
    {
        var start = world.Plan.Scenario.Start;
        world.Agenda.At(start, () => Say(evening.Id, new SetPresence(Presence.Available)));
        world.Agenda.At(start, LookSoon);
        foreach (var duty in evening.Duties)
            world.Agenda.At(duty.From, LookSoon);
        foreach (var pause in evening.Pauses)
            world.Agenda.At(pause.From, () => Pause(pause));
        if (evening.DropsOutAt is { } at)
            world.Agenda.At(at, () => IsGone = true);
    }

    public void See(PresenceChanged changed)
    {
        if (changed is { Presence: Presence.Away, Why: not null } && !IsGone)
            world.Agenda.After(Minutes(1.5), () => Say(evening.Id, new SetPresence(Presence.Available)));
    }

    public void See(DomainEvent fact, CaseState item)
    {
        switch (fact)
        {
            case CaseOffered offered when offered.Reader == evening.Id:
                Notice(item.Id);
                break;
            case CaseAccepted accepted when accepted.Reader == evening.Id:
                StartReading(item);
                break;
            case CaseResumed when item.Reader == evening.Id:
                StartReading(item);
                break;
            case CaseHandedOver moved when moved.To == evening.Id:
                TakeOver(item);
                break;
            case CaseReleased or CaseHandedOver or CaseHeld or CaseCancelled or CaseExternalised
                or ReportSigned or PartSigned:
                PutDown(item.Id);
                break;
        }
    }

    /// <summary>A case to read stands on the list: an idle reader sees it after a while.</summary>
    public void SeeWaiting(CaseState item)
    {
        if (world.Habits is not null && IsIdle)
            LookAfter(NoticeMean(item));
    }

    /// <summary>Takes over from a colleague who is not back by then.</summary>
    public void See(HandoverOpened opened) => world.Agenda.After(Minutes(TakeOverMinutes), () =>
    {
        var isBack = world.States.GetValueOrDefault(opened.From) is ReaderState { IsPresent: true };
        if (!IsGone && absentUntil <= Now && !isBack)
            Say(ActorId.Roster, new AcceptHandover(opened.Handover, evening.Id));
    });

    private static double NoticeMean(CaseState item) =>
        item.Classification!.Urgency == Urgency.Vital
            ? ListHabits.VitalNoticeMeanMinutes : ListHabits.NoticeMeanMinutes;

    /// <summary>Idle again, with a list that may hold something.</summary>
    private void LookSoon()
    {
        if (world.Habits is null || !IsIdle || !world.Waiting.Any())
            return;
        LookAfter(world.Waiting.Min(NoticeMean));
    }

    /// <summary>
    /// The delay is that of the list, whoever looks: where several are idle, each relies on the others.
    /// </summary>
    private void LookAfter(double meanMinutes) => world.Agenda.After(
        Minutes(accepting.Exponential(meanMinutes * world.IdleReaders)), Look);

    private void Look()
    {
        if (!IsIdle || world.Habits!.Pick(Readable(), Self, evening.Home, whims) is not { } pick)
            return;
        claiming = true;
        Say(pick.Case.Id, new ClaimCase(evening.Id), outcome =>
        {
            claiming = false;
            if (outcome is Outcome.Refused)
                LookSoon();
        });
        if (pick.Deviates)
            outOfOrder.Add(pick.Case.Id);
    }

    private ReaderSettings Self => world.Settings.Readers[evening.Id];

    private IEnumerable<CaseState> Readable() =>
        world.Waiting.Where(item => Self.SkillIn(item.Classification!.Specialty) > 0
            && Self.MayReadFor(item.Establishment, Now));

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private void Say(ActorId to, Message body, Action<Outcome>? then = null) =>
        world.Say(evening.Id.Value, "reader", to, body, then);

    /// <summary>
    /// Everything that chance decides about the answer is drawn now, whether or not it comes to that.
    /// </summary>
    private void Notice(CaseId id)
    {
        var wait = NoticeMinutes + accepting.Exponential(AcceptMeanMinutes);
        var declines = whims.Chance(Hazards.Declined);
        if (whims.Chance(Hazards.Missed))
            return;
        var justFinished = Now - finishedAt < Minutes(AtOnceMinutes) || Current is not null;
        world.Agenda.After(Minutes(justFinished ? AtOnceMinutes : wait), () => Answer(id, declines));
    }

    private void Answer(CaseId id, bool declines)
    {
        if (IsGone || world.Of(id) is not { Status: CaseStatus.Offered } item || item.Reader != evening.Id)
            return;
        if (absentUntil > Now)
            world.Agenda.At(absentUntil, () => Answer(id, declines));
        else if (declines)
            Say(id, new DeclineCase(evening.Id, "essai"));
        else
            Say(id, new AcceptCase(evening.Id));
    }

    /// <summary>
    /// A break waits for the end of the reading when it is a proper one; otherwise the reader is just not
    /// there.
    /// </summary>
    private void Pause(Pause pause)
    {
        if (IsGone)
            return;
        if (!pause.Declared)
        {
            absentUntil = Now + pause.Length;
            Stop(Current);
            world.Agenda.At(absentUntil, () =>
            {
                Continue(0);
                LookSoon();
            });
        }
        else if (Current is not null)
            breakDue = pause.Length;
        else
            Leave(pause.Length);
    }

    private void Leave(TimeSpan length)
    {
        (breakDue, onBreak) = (null, true);
        Say(evening.Id, new SetPresence(Presence.Break));
        world.Agenda.After(length, () =>
        {
            onBreak = false;
            Say(evening.Id, new SetPresence(Presence.Available));
            LookSoon();
        });
    }

    private void StartReading(CaseState item)
    {
        if (readings.Exists(reading => reading.Case == item.Id))
            return;
        Stop(Current);
        readings.Add(new Reading(item.Id) { MinutesLeft = MinutesOf(item) });
        Continue(0);
    }

    /// <summary>What a colleague had laid aside waits here too, below what is being read.</summary>
    private void TakeOver(CaseState item)
    {
        if (!item.InHand || readings.Exists(reading => reading.Case == item.Id))
            return;
        readings.Insert(0, new Reading(item.Id) { MinutesLeft = MinutesOf(item) });
        if (readings.Count == 1)
            Continue(ComingBackMinutes);
    }

    private double MinutesOf(CaseState item)
    {
        var arrival = world.ArrivalOf(item.Id);
        var pure = arrival?.PureMinutes ?? item.Classification!.ExpectedMinutes;
        var minutes = pure * ReadingTime.Factor(Self.SkillIn(item.Classification!.Specialty)) * evening.Speed;
        if (outOfOrder.Contains(item.Id))
            minutes *= world.Habits!.DeviationFactor;
        return minutes + CallsDuring(minutes, arrival?.Number ?? 0);
    }

    private double CallsDuring(double minutes, int number)
    {
        var (perHour, called) = (world.Plan.Scenario.CallsPerHour, 0.0);
        var calls = new Draw(world.Plan.Seed, "calls " + number);
        for (var hours = Next(); hours < (minutes + called) / 60; hours += Next())
            called += CallMinutes;
        return called;

        double Next() => perHour > 0 ? calls.Exponential(1 / perHour) : double.MaxValue;
    }

    private void PutDown(CaseId id)
    {
        var index = readings.FindIndex(reading => reading.Case == id);
        if (index < 0)
            return;
        var wasCurrent = index == readings.Count - 1;
        readings.RemoveAt(index);
        finishedAt = Now;
        if (!wasCurrent)
            return;
        if (Current is not null)
            Continue(ComingBackMinutes);
        else if (breakDue is { } length && !IsGone)
            Leave(length);
        else
            LookSoon();
    }

    private void Stop(Reading? reading)
    {
        if (reading?.Since is not { } since)
            return;
        reading.MinutesLeft -= (Now - since).TotalMinutes;
        reading.Since = null;
        reading.Turn++;
    }

    private void Continue(double extraMinutes)
    {
        if (IsGone || absentUntil > Now || Current is not { Since: null } reading)
            return;
        reading.MinutesLeft = Math.Max(0, reading.MinutesLeft) + extraMinutes;
        reading.Since = Now;
        var turn = ++reading.Turn;
        world.Agenda.After(Minutes(reading.MinutesLeft), () => Finish(reading, turn));
    }

    private void Finish(Reading reading, int turn)
    {
        if (IsGone || reading.Turn != turn || !readings.Contains(reading))
            return;
        var arrival = world.ArrivalOf(reading.Case);
        if (arrival is { Held: true } && held.Add(reading.Case))
            Hold(reading);
        else
            Report(reading, arrival);
    }

    /// <summary>
    /// Refused, for example because the case went elsewhere: then it is signed, or that is refused too.
    /// </summary>
    private void Hold(Reading reading)
    {
        Say(reading.Case, new HoldCase(Now.AddMinutes(5), "antériorités attendues"), outcome =>
        {
            if (outcome is Outcome.Refused)
                Report(reading, null);
        });
    }

    private void Report(Reading reading, Arrival? arrival)
    {
        if (arrival is { Critical: true } && declared.Add(reading.Case))
            Say(reading.Case, new DeclareCritical(evening.Id, "Résultat critique (essai)."));
        if (!reading.HasText && whims.Chance(Hazards.Preliminary))
        {
            reading.HasText = true;
            Say(reading.Case, new WritePreliminary(evening.Id, "Provisoire (essai).", null));
        }
        var turn = reading.Turn;
        Say(reading.Case, new SignReport(evening.Id, "Compte rendu (essai).", null), outcome =>
        {
            // Others still read parts of it.
            if (outcome is Outcome.Refused { Refusal.Code: Refusals.PartsUnread })
                world.Agenda.After(Minutes(PartsMinutes), () => Finish(reading, turn));
        });
    }

    /// <summary>
    /// A case on the reader's screen; the last one is read, those before it were laid aside.
    /// </summary>
    private sealed class Reading(CaseId id)
    {
        public CaseId Case { get; } = id;
        public double MinutesLeft { get; set; }
        public DateTimeOffset? Since { get; set; }
        public int Turn { get; set; }
        public bool HasText { get; set; }
    }
}
