using System.Globalization;
using PIMM.Dispatch.Cluster.Territories;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests;

/// <summary>
/// A whole territory under hand-moved time: what is told runs as one turn, and deadlines come at their
/// instants. For rules that show only between several actors.
/// </summary>
internal sealed class Story
{
    private readonly List<Recorded> journal = [];
    private readonly Territory territory;
    private int told;
    private int opened;

    public Story(TerritorySettings? settings = null, DateTimeOffset? start = null)
    {
        Now = start ?? VirtualClock.Evening;
        territory = new Territory(
            settings ?? TestTerritory.Settings, (actor, _) => Actors.Initial(actor), new TerritoryLimits());
    }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Every event so far.</summary>
    public IReadOnlyList<Recorded> Journal => journal;

    public DispatcherState Dispatcher => (DispatcherState)territory.StateOf(ActorId.Dispatcher)!;

    /// <summary>Puts readers on duty until morning, and at work.</summary>
    public Story Present(params ReaderId[] readers)
    {
        foreach (var reader in readers)
        {
            Tell(ActorId.Roster, new PutOnDuty(reader, DutyLine.OnCall, Now, Now.AddHours(12)));
            Tell(reader, new SetPresence(Presence.Available));
        }
        return this;
    }

    /// <summary>A case is asked for and its images come, all at once.</summary>
    public CaseId Arrives(
        Urgency urgency = Urgency.Urgent, Specialty specialty = Specialty.Neuro, EstablishmentId? at = null,
        Patient? patient = null)
    {
        var number = "N" + (++opened).ToString(CultureInfo.InvariantCulture);
        var site = at ?? South;
        var region = specialty == Specialty.Thorax ? AnatomicalRegion.Chest : AnatomicalRegion.Head;
        var outcome = Tell(site, new RequestExam(
            number, patient ?? Somebody(opened), new Exam("CT", null, "Scanner"), urgency, specialty, region,
            new ClinicalContext(null, null, null, null, null, null, null, null), null));
        var id = new CaseId(((Outcome.Accepted)outcome).Answer!);
        Tell(
            id, new ImagesStored(
                new StudyUid("1.2.3." + opened.ToString(CultureInfo.InvariantCulture)), number, 100, false));
        Tell(id, new CompleteImages());
        return id;
    }

    /// <summary>Accepts whatever the case is offered as.</summary>
    public Story Accepts(CaseId id)
    {
        Tell(id, new AcceptCase(Of(id).Reader!.Value));
        return this;
    }

    public Story Signs(CaseId id)
    {
        Tell(id, new SignReport(Of(id).Reader!.Value, "Lu.", null));
        return this;
    }

    /// <summary>One turn; it must not be refused.</summary>
    public Outcome Tell(ActorId to, Message body)
    {
        var outcome = Try(to, body);
        Assert.IsType<Outcome.Accepted>(outcome);
        return outcome;
    }

    public Outcome Try(ActorId to, Message body) => Run(new Command(
        new CommandId("told-" + (++told).ToString(CultureInfo.InvariantCulture)), territory.Id, Now,
        new Identity("tester", "coordinator"), to, body));

    /// <summary>Lets time pass; each deadline on the way comes at its own instant.</summary>
    public Story Pass(double minutes)
    {
        var end = Now.AddMinutes(minutes);
        while (territory.NextDue is { } first && first.DueAt <= end)
        {
            Now = first.DueAt > Now ? first.DueAt : Now;
            Run(first.CommandAt(territory.Id, Now));
        }
        Now = end;
        return this;
    }

    public CaseState Of(CaseId id) => (CaseState)territory.StateOf(id)!;

    public ReaderState Of(ReaderId id) => (ReaderState)territory.StateOf(id)!;

    public ProviderState Of(ProviderId id) =>
        territory.StateOf(id) as ProviderState ?? ProviderState.Initial;

    public RosterState Roster => (RosterState)territory.StateOf(ActorId.Roster)!;

    /// <summary>Events of one type since the story began, with their instants.</summary>
    public IEnumerable<(DateTimeOffset At, T Fact)> All<T>() where T : DomainEvent =>
        journal.Where(recorded => recorded.Event is T).Select(recorded => (recorded.At, (T)recorded.Event));

    /// <summary>Why the case went to its reader, the last time it did.</summary>
    public CaseDispatched Decided(CaseId id) => All<CaseDispatched>().Last(one => one.Fact.Case == id).Fact;

    public static Patient Somebody(int number) => new(
        "EXEMPLE", "Numéro "
        + number.ToString(CultureInfo.InvariantCulture), new DateOnly(1960, 1, 1).AddDays(number), "F",
        "IPP-" + number.ToString(CultureInfo.InvariantCulture), null, IdentityStatus.Provisional);

    private Outcome Run(Command command)
    {
        while (true)
        {
            if (territory.Execute(command, out var missing) is { } turn)
            {
                territory.Commit();
                journal.AddRange(turn.Facts.Select(fact => fact.Recorded));
                return turn.Outcome;
            }
            territory.Admit(missing, journal.FindAll(recorded => recorded.Actor == missing));
        }
    }
}
