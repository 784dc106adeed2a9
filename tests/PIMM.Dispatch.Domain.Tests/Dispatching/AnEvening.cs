using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>
/// What a dispatcher sees at some instant, drawn from a seed: readers free, busy, at their cap or away, cases
/// of every urgency that have waited for a while.
/// </summary>
internal sealed class AnEvening
{
    private static readonly DateTimeOffset Now = VirtualClock.Evening;
    private static readonly EstablishmentId[] Sites = [North, South];
    private static readonly Privilege Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private readonly Random random;

    public AnEvening(int seed, int readers, int cases, Func<DispatchWeights, DispatchWeights>? change = null)
    {
        random = new Random(seed);
        Settings = With(change ?? (weights => weights)) with
        {
            Readers = Enumerable.Range(0, readers).Select(Reader)
                .ToImmutableSortedDictionary(reader => reader.Id, reader => reader),
        };
        Cases = [.. Enumerable.Range(0, cases).Select(Case)];
        Readers = [.. Settings.Readers.Keys.Select(id => (id, State(id)))];
        Decision = DecisionOn(State(Cases, Readers));
    }

    public TerritorySettings Settings { get; }

    public ImmutableArray<CaseState> Cases { get; private set; }

    public ImmutableArray<(ReaderId Id, ReaderState State)> Readers { get; }

    public Decision Decision { get; }

    public IEnumerable<CaseDispatched> Dispatched => Decision.Events.OfType<CaseDispatched>();

    /// <summary>The same evening, put together in another order.</summary>
    public Decision Shuffled()
    {
        var (cases, readers) = (Cases.ToArray(), Readers.ToArray());
        random.Shuffle(cases);
        random.Shuffle(readers);
        return DecisionOn(State(cases, readers));
    }

    public CaseState Of(CaseId id) => Cases.Single(item => item.Id == id);

    /// <summary>Present, with nothing in hand or offered.</summary>
    public bool IsFree(ReaderId id) =>
        Readers.Single(reader => reader.Id == id).State.IsPresent
        && !Cases.Any(item => item.Reader == id);

    /// <summary>The rules, written a second time.</summary>
    public bool MayHave(ReaderId id, CaseState item)
    {
        var (known, load) = (Settings.Readers[id], Readers.Single(reader => reader.Id == id).State);
        return known.Sites.ContainsKey(item.Establishment)
            && known.Skills.GetValueOrDefault(item.Classification!.Specialty) > 0
            && !item.DeclinedBy.Contains(id)
            && (item.Classification.Urgency == Urgency.Vital || load.LoadMinutes < known.CapMinutes);
    }

    public static TimeSpan Waited(CaseState item) => Now - item.ImagesCompleteAt!.Value;

    private Decision DecisionOn(DispatcherState state) => state.Decide(Replan.Now, new TurnContext(
        Now, Identity.System, new CommandId("evening"), ActorId.Dispatcher, Settings, NextSequence: 1));

    private static DispatcherState State(
        IEnumerable<CaseState> cases, IEnumerable<(ReaderId Id, ReaderState State)> readers)
    {
        var state = DispatcherState.Initial;
        foreach (var item in cases)
            state = state with { Cases = state.Cases.Add(item.Id, item) };
        foreach (var (id, reader) in readers)
            state = state with { Readers = state.Readers.Add(id, reader) };
        return state;
    }

    private ReaderSettings Reader(int number) => new(
        new ReaderId($"r{number:000}"), $"Dr {number}", $"R{number}",
        Sites.Where(_ => random.Next(4) > 0).ToImmutableSortedDictionary(site => site, _ => Always),
        new[] { Specialty.Neuro, Specialty.Thorax, Specialty.AbdomenPelvis, Specialty.Paediatric }
            .ToImmutableSortedDictionary(specialty => specialty, _ => random.Next(4)),
        CapMinutes: random.Next(10) == 0 ? 5 : 45);

    private CaseState Case(int number)
    {
        var urgency = (Urgency)Math.Max(0, random.Next(8) - 4);
        var start = Now.AddMinutes(-random.Next(60));
        var due = start + TestTerritory.Settings.RuleOf(urgency, start).Target;
        return CaseState.Initial with
        {
            Exists = true, Id = CaseId.At(Territory, number + 1), Status = CaseStatus.ToRead,
            Establishment = Sites[random.Next(2)], Patient = Story.Somebody(number),
            Exam = new Exam("CT", null, "Scanner"), OpenedAt = start, ImagesCompleteAt = start,
            Target = new Target(start, start, start, due),
            Classification = new Classification(
                urgency, (Specialty)random.Next(3), AnatomicalRegion.Other, 8 + random.Next(12), false),
            DeclinedBy = random.Next(6) == 0 ? [Settings.Readers.Keys.First()] : [],
        };
    }

    /// <summary>Half of the readers are free; the others read a case of their own, or are away.</summary>
    private ReaderState State(ReaderId id)
    {
        var duty = new CurrentDuty("1", DutyLine.OnCall, Now.AddHours(random.Next(1, 10)));
        var state = ReaderState.Initial with { Duty = duty, Presence = Presence.Available };
        if (random.Next(2) == 0)
            return state;
        if (random.Next(4) == 0)
            return state with { Presence = Presence.Break };
        var reading = Case(Cases.Length) with
        {
            Status = CaseStatus.Accepted, Reader = id, AcceptedAt = Now.AddMinutes(-random.Next(15)),
        };
        Cases = Cases.Add(reading);
        return state with
        {
            InHand = state.InHand.Add(reading.Id, reading.Classification!.ExpectedMinutes),
        };
    }
}
