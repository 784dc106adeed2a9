using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Completeness;

/// <summary>
/// The compiler can't see that a family of records is complete; these tests do: every message reaches an
/// actor that understands it, every event changes the state of the actor that tells it, every refusal has a
/// spec.
/// </summary>
public sealed class ProtocolTests
{
    private static readonly Assembly Domain = typeof(DomainEvent).Assembly;

    /// <summary>
    /// Events that say something to others and change nothing in the actor that tells them, with the reason.
    /// </summary>
    private static readonly Dictionary<Type, string> ChangesNothing = new()
    {
        [typeof(CaseUnplaced)] = "the case itself remembers that nobody was found",
        [typeof(EscalationFoundNobody)] = "the deadline set with it brings the next step",
        [typeof(CommandQuarantined)] = "told in the name of the runtime, which has no state",
    };

    private static readonly (ActorState State, ActorId Id)[] Kinds =
    [
        (CaseState.Initial, ACase.Id), (ReaderState.Initial, Ana), (EstablishmentState.Initial, North),
        (ProviderState.Initial, Provider),
        (RosterState.Initial, ActorId.Roster), (AlertsState.Initial, ActorId.Alerts),
        (DispatcherState.Initial, ActorId.Dispatcher),
    ];

    private static IEnumerable<Type> Concrete<T>() =>
        Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);

    [Fact]
    public void Every_message_is_understood_by_exactly_one_kind_of_actor()
    {
        foreach (var type in Concrete<Message>().Where(type => type != typeof(ActorState.Due)))
            Assert.True(Kinds.Count(kind => Understands(kind.State, kind.Id, type)) == 1, type.Name);
    }

    [Fact]
    public void Every_event_changes_the_state_of_an_actor_or_is_listed_with_its_reason()
    {
        foreach (var type in Concrete<DomainEvent>())
        {
            var changes = Lives().Any(life => Changes(life.State, life.Id, Example(type)));
            Assert.True(changes != ChangesNothing.ContainsKey(type), type.Name);
        }
    }

    [Fact]
    public void No_event_of_another_actor_breaks_a_fold()
    {
        foreach (var (state, id) in Lives())
        foreach (var type in Concrete<DomainEvent>())
            Assert.NotNull(state.Evolve(new Recorded(99, id, ACase.Evening, Identity.System, Example(type))));
    }

    [Fact]
    public void Every_refusal_has_a_spec()
    {
        var specs = string.Concat(Directory.EnumerateFiles(Folder(), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));
        foreach (var code in typeof(Refusals).GetFields()
            .Where(field => field.Name != nameof(Refusals.CommandQuarantined)))
            Assert.Contains($"ThenRefused(Refusals.{code.Name}", specs, StringComparison.Ordinal);
    }

    /// <summary>
    /// A bug is thrown, not refused: so a message is understood when anything but that comes back.
    /// </summary>
    private static bool Understands(ActorState state, ActorId id, Type message)
    {
        try
        {
            Decide(id.Kind == ActorKind.Case ? ACase.Spec().Given(ACase.Requested()).State
                : state, id, (Message)Blank(message));
            return true;
        }
        catch (InvalidOperationException error)
            when (error.Message.EndsWith("does not understand", StringComparison.Ordinal))
        {
            return false;
        }
        catch (Exception error)
            when (error is NullReferenceException or ArgumentNullException or KeyNotFoundException)
        {
            // It was read, and found to be blank.
            return true;
        }
    }

    private static void Decide(ActorState state, ActorId id, Message message) =>
        state.Decide(message, new TurnContext(
            ACase.Evening, Identity.System, new CommandId("c"), id, TestTerritory.Settings, 9));

    private static bool Changes(ActorState state, ActorId id, DomainEvent fact)
    {
        var before = state is CaseState a ? a with { Sequence = 99 } : state;
        return Text.Of(
            state.Evolve(
                new Recorded(99, id, ACase.Evening.AddMinutes(1), Identity.System, fact))) != Text.Of(before);
    }

    /// <summary>Each kind of actor as it is at first, and in the middle of things.</summary>
    private static IEnumerable<(ActorState State, ActorId Id)> Lives()
    {
        foreach (var kind in Kinds)
            yield return kind;
        yield return (ACase.Spec().Given(ACase.Requested()).State, ACase.Id);
        yield return (ACase.Spec().Given(ACase.Offered(Ana)).Given(new NoReaderFound()).State, ACase.Id);
        yield return (
            ACase.Spec().Given(ACase.Accepted(Ana, null, new DeclareCritical(Ana, "x"))).State, ACase.Id);
        yield return (ACase.Spec().Given(ACase.Held(Ana)).State, ACase.Id);
        yield return (
            ACase.Spec().Given(ACase.ToRead()).Given(new AlertAcknowledged(ACase.Evening)).State, ACase.Id);
        yield return (
            ACase.Spec().Given(ACase.ToRead()).Given(new CaseFlagged("text", Bleeding, null, 2000)).State,
            ACase.Id);
        yield return (
            ACase.Spec().Given(ACase.Accepted(Ana)).Given(new PartSeparated(
                ACase.Id, 1, new PartPlan("text", Specialty.Neuro, AnatomicalRegion.Head, 5))).State,
            ACase.Id);
        yield return (new ActorSpec(ReaderState.Initial, Ana, TestTerritory.Settings)
            .Given(
                new DutyBegan("1", DutyLine.OnCall, ACase.Evening), new LoadTaken(ACase.Id, 9)).State, Ana);
        yield return (new ActorSpec(EstablishmentState.Initial, North, TestTerritory.Settings).Given(
            new CaseNumbered(ACase.Id, "A1", null, ACase.Someone, "CT"),
            new StudyOrphaned(
                Establishments.AnEstablishment.Facts(), 3, OrphanReason.Ambiguous)).State, North);
        yield return (new ActorSpec(RosterState.Initial, ActorId.Roster, TestTerritory.Settings)
            .Given(
                new DutyPlanned("1", Ana, DutyLine.OnCall, ACase.Evening, ACase.Evening),
                new HandoverOpened("text", Boundary.DutyEnd, Ben, [Ana], null, [ACase.Id])).State,
            ActorId.Roster);
        yield return (Roster.ARoster.Spec().Given(
            new DutyPlanned("1", Ana, DutyLine.OnCall, ACase.Evening.AddHours(-1), ACase.Evening),
            new DutyOver("1"),
            new AbsenceRecorded("text", Ana, ACase.Evening, ACase.Evening.AddDays(1), "congés"),
            new SlotsGivenToProvider(Provider, [Roster.ARoster.Thursday], "personne"),
            new ElsewhereReserved(Ana, default, default, ACase.Evening, ACase.Evening.AddHours(1))).State,
            ActorId.Roster);
        yield return (Alerts.ALedger.Spec().Given(
            new AlertSent(Alerts.ALedger.Step(0), 1, ACase.Evening),
            new ChannelFailing(AlertChannel.Push, "text")).State, ActorId.Alerts);
        yield return (ACase.Spec().Given(ACase.Externalised()).State, ACase.Id);
        yield return (new ActorSpec(ProviderState.Initial, Provider, TestTerritory.Settings)
            .Given(new ProviderEngaged(ACase.Id, 9, "2026-01-14#0")).State, Provider);
        yield return (new ActorSpec(DispatcherState.Initial, ActorId.Dispatcher, TestTerritory.Settings)
            .Given(
                new CaseDispatched(ACase.Id, Ana, "f", [], []), new DeadlineSet("tick", ACase.Evening),
                new PlanRevised([new PlannedCase(ACase.Id, Ana)])).State,
            ActorId.Dispatcher);
    }

    /// <summary>An event of that type which fits the lives above.</summary>
    private static DomainEvent Example(Type type)
    {
        var made = (DomainEvent)Blank(type);
        foreach (var property in type.GetProperties())
        {
            if (Sample(property) is { } sample)
                property.SetValue(made, sample);
        }
        return made;
    }

    private static object? Sample(PropertyInfo property) => (property.Name, property.PropertyType) switch
    {
        ("Name", _) => "hold",
        ("Duty", _) => "1",
        ("Number", _) => 1,
        ("Count", _) => 7,
        ("Times", _) => 1,
        ("Minutes", _) => 5,
        ("Version", _) => 1,
        ("Presence", _) => Presence.Busy,
        (_, var type) when type == typeof(Alert) => Alerts.ALedger.Step(0),
        (_, var type) when type == typeof(ContactId) => Alerts.ALedger.Browser,
        (_, var type) when type == typeof(ImmutableArray<NoticeId>) =>
            ImmutableArray.Create(Alerts.ALedger.Notice),
        (_, var type) when type == typeof(string) => "text",
        (_, var type) when type == typeof(CaseId) => ACase.Id,
        (_, var type) when type == typeof(ReaderId) => Ana,
        (_, var type) when type == typeof(ActorId) => (ActorId)Ana,
        (_, var type) when type == typeof(ProviderId) => Provider,
        (_, var type) when type == typeof(Subsidiarity) => ACase.Proof(),
        (_, var type) when type == typeof(ImmutableArray<ReaderId>) =>
            ImmutableArray.Create(Ana),
        (_, var type) when type == typeof(ImmutableArray<CaseId>) =>
            ImmutableArray.Create(ACase.Id),
        (_, var type) when type == typeof(StudyUid) || type == typeof(StudyUid?) => ACase.Study,
        (_, var type) when type == typeof(Patient) => ACase.Someone,
        (_, var type) when type == typeof(StudyFacts) =>
            Establishments.AnEstablishment.Facts(study: new StudyUid("1.2.3.77")),
        (_, var type) when type == typeof(Audience) => Audience.Coordinators,
        (_, var type) when type == typeof(Classification) =>
            new Classification(Urgency.Vital, Specialty.Vascular, AnatomicalRegion.Vessels, 15, true),
        (_, var type) when type == typeof(Target) =>
            new Target(ACase.Evening, ACase.Evening, ACase.Evening, ACase.Evening.AddMinutes(3)),
        ("Step", _) => 2,
        (_, var type) when type == typeof(EscalationPolicy) => Policy(5),
        (_, var type) when type == typeof(ImmutableArray<PlannedCase>) =>
            ImmutableArray.Create(new PlannedCase(ACase.Id, Ben)),
        (_, var type) when type == typeof(ImmutableArray<SlotId>) =>
            ImmutableArray.Create(Roster.ARoster.Thursday),
        (_, var type) when type == typeof(FlagCode) => Bleeding,
        (_, var type) when type == typeof(ImmutableSortedDictionary<StudyUid, int>) =>
            ImmutableSortedDictionary<StudyUid, int>.Empty,
        (_, var type) when type == typeof(CasePart) => new CasePart(ACase.Other, 1, 1, "text"),
        (_, var type) when type == typeof(CaseOpened) => ACase.Facts(),
        (_, var type) when type == typeof(PartPlan) =>
            new PartPlan("text", Specialty.Neuro, AnatomicalRegion.Head, 5),
        (_, var type) when type == typeof(TargetAlert) => TargetAlert.Imminent,
        _ => null,
    };

    private static object Blank(Type type) => RuntimeHelpers.GetUninitializedObject(type);

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..");
}
