using System.Globalization;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>
/// No sequence of what people and time do, over the boundaries of an evening and a night, leaves an
/// unfinished case without an owner or with two. The seed is the name of the test.
/// </summary>
public sealed class OwnerPropertyTests
{
    private const int Steps = 150;

    private static readonly ReaderId[] Readers = [Ana, Ben, Cid];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_unfinished_case_has_one_owner(int seed)
    {
        var chance = new Random(seed);
        var story = new Story();
        foreach (var reader in Readers)
        {
            story.Tell(ActorId.Roster, new PutOnDuty(
                reader, DutyLine.OnCall, story.Now, story.Now.AddMinutes(chance.Next(60, 211))));
            story.Tell(reader, new SetPresence(Presence.Available));
        }
        var cases = new List<CaseId>();
        var handedOver = 0;
        for (var step = 0; step < Steps; step++)
        {
            Act(story, chance, cases);
            Check(story, cases, step);
            handedOver = story.All<HandoverOpened>().Count();
        }
        Assert.True(handedOver + story.All<CaseExternalised>().Count() > 0, "nothing crossed a boundary");
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    private static void Act(Story story, Random chance, List<CaseId> cases)
    {
        var reader = Readers[chance.Next(Readers.Length)];
        var action = chance.Next(16);
        if (action == 0 || cases.Count == 0)
        {
            cases.Add(story.Arrives((Urgency)chance.Next(4), chance.Next(2) == 0
                ? Specialty.Neuro : Specialty.Thorax, at: chance.Next(2) == 0 ? North : South));
            return;
        }
        if (action <= 2)
        {
            story.Pass(chance.Next(1, 12));
            return;
        }
        var id = cases[chance.Next(cases.Count)];
        var state = story.Of(id);
        var holder = state.Reader ?? reader;
        var handover = story.Roster.Handovers.Values.LastOrDefault(one => one.IsOpen);
        (ActorId To, Message Body) told = action switch
        {
            3 or 4 => (id, new AcceptCase(holder)),
            5 => (id, new ClaimCase(reader)),
            6 => (id, new HoldCase(story.Now.AddMinutes(chance.Next(5, 200)), "x")),
            7 => (id, new ReleaseCase(null, "x")),
            8 => (id, new SignReport(state.Reader is { } signs ? signs : null, "Lu.", null)),
            9 => (reader, new SetPresence((Presence)chance.Next(5))),
            10 => (id, new ExternaliseCase(Provider, "x")),
            11 => (id, chance.Next(2) == 0
                ? new AcceptExternally(Provider) : new GiveBackExternally(Provider, "x")),
            12 when handover is not null => (ActorId.Roster, new AcceptHandover(
                handover.Id, handover.Provider is { } provider ? provider : reader)),
            13 when handover is not null => (ActorId.Roster, new DeclineHandover(handover.Id, reader, "x")),
            14 => (ActorId.Dispatcher, new HandOverCasesOf(reader, Boundary.CoordinatorsWord)),
            15 => (id, new ReassignCase(reader, "x")),
            _ => (id, new AcknowledgeReport(null)),
        };
        story.Try(told.To, told.Body);
    }

    private static void Check(Story story, List<CaseId> cases, int step)
    {
        foreach (var state in cases.Select(story.Of).Where(state => !state.IsFinished))
        {
            var owner = CaseOwner.Of(state);
            Assert.True(owner is not null, string.Create(
                CultureInfo.InvariantCulture, $"step {step}: {state.Id} is {state.Status} without an owner"));
            var hands = Readers.Where(reader => story.Of(reader).InHand.ContainsKey(state.Id)).ToList();
            var outside = story.Of(Provider).Queue.TryGetValue(state.Id, out var sent);
            var inHand = owner.Kind == OwnerKind.Reader && state.Status != CaseStatus.OnHold;
            Assert.Equal(inHand ? [new ReaderId(owner.Key)] : [], hands);
            Assert.Equal(state.Status == CaseStatus.Externalised, outside);
            Assert.Equal(owner.Kind == OwnerKind.Provider, sent?.AcceptedAt is not null);
            Assert.False(state.Unsigned && state.Deadlines.IsEmpty);
        }
    }
}
