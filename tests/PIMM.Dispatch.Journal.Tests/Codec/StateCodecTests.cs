using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Codec;
using Xunit;

namespace PIMM.Dispatch.Journal.Tests.Codec;

/// <summary>States go into snapshots and into the state hash: equal states, equal bytes.</summary>
public sealed class StateCodecTests
{
    private static readonly JsonSerializerOptions Options =
        JournalJson.Options(new DefaultJsonTypeInfoResolver());

    public static TheoryData<ActorKind> Kinds =>
        [ActorKind.Case, ActorKind.Dispatcher, ActorKind.Establishment, ActorKind.Reader, ActorKind.Provider,
            ActorKind.Roster, ActorKind.Alerts];

    private static readonly Dictionary<ActorKind, ActorState> Initial = new()
    {
        [ActorKind.Case] = CaseState.Initial,
        [ActorKind.Dispatcher] = DispatcherState.Initial,
        [ActorKind.Establishment] = EstablishmentState.Initial,
        [ActorKind.Reader] = ReaderState.Initial,
        [ActorKind.Provider] = ProviderState.Initial,
        [ActorKind.Roster] = RosterState.Initial,
        [ActorKind.Alerts] = AlertsState.Initial,
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void State_without_events_comes_back(ActorKind kind)
    {
        var bytes = StateCodec.Domain.Encode(Initial[kind]);

        var state = StateCodec.Domain.Decode(kind, bytes);

        Assert.Equivalent(Initial[kind], state, strict: true);
        Assert.Equal(bytes, StateCodec.Domain.Encode(state));
    }

    [Fact]
    public void State_folded_from_every_event_comes_back_and_folds_on()
    {
        foreach (var (kind, initial) in Initial)
        {
            var state = initial;
            var sequence = 0L;
            foreach (var fact in GoldenEvents.All.Values)
            {
                var recorded = new Recorded(++sequence, Address(kind), Batches.Start, Identity.System, fact);
                var copy = StateCodec.Domain.Decode(kind, StateCodec.Domain.Encode(state));
                state = state.Evolve(recorded);
                Assert.Equal(Text(state), Text(copy.Evolve(recorded)));
            }
        }
    }

    [Fact]
    public void Dispatcher_that_has_seen_every_event_comes_back()
    {
        ActorState observed = CaseState.Initial;
        var dispatcher = DispatcherState.Initial;
        foreach (var fact in GoldenEvents.All.Values)
        {
            var recorded = new Recorded(1, Address(ActorKind.Case), Batches.Start, Identity.System, fact);
            observed = observed.Evolve(recorded);
            dispatcher = (DispatcherState)dispatcher.Observe(recorded, observed);
            var bytes = StateCodec.Domain.Encode(dispatcher);
            Assert.Equal(
                bytes, StateCodec.Domain.Encode(StateCodec.Domain.Decode(ActorKind.Dispatcher, bytes)));
        }
    }

    [Fact]
    public void Order_of_insertion_and_culture_do_not_show()
    {
        var words = new[] { "été", "Zoo", "ete", "zoo", "a-b", "ab", "Éa" };
        var codec = Codec<Words>();

        var there = codec.Encode(new Words(Sorted(words)));
        var back = codec.Encode(new Words(Sorted(words.Reverse())));
        var again = codec.Encode(codec.Decode(ActorKind.Case, there));

        Assert.Equal(there, back);
        Assert.Equal(there, again);
        Assert.Equal(
            """{"counts":{"Zoo":3,"a-b":3,"ab":2,"ete":3,"zoo":3,"Éa":2,"été":3}}""",
            Encoding.UTF8.GetString(there));
    }

    [Fact]
    public void Ids_actors_notices_and_durations_are_plain_texts_also_as_keys()
    {
        var state = new Everything(
            ImmutableSortedDictionary<CaseId,
            ActorId>.Empty.Add(new CaseId("lumiere.1"), new ReaderId("rosalie")),
            ImmutableSortedDictionary<ActorId, TimeSpan>.Empty.Add(ActorId.Roster, TimeSpan.FromMinutes(45)),
            [NoticeId.Of(new CaseId("lumiere.1"), 3)],
            ImmutableSortedDictionary<Urgency, int>.Empty.Add(Urgency.SemiUrgent, 2),
            null);
        var codec = Codec<Everything>();

        var bytes = codec.Encode(state);

        Assert.Equal(
            """{"who":{"lumiere.1":"reader/rosalie"},"howLong":{"roster":"PT45M"}"""
            + ""","notices":["lumiere.1#3"],"counts":{"semi-urgent":2}}""",
            Encoding.UTF8.GetString(bytes));
        Assert.Equivalent(state, codec.Decode(ActorKind.Case, bytes), strict: true);
    }

    [Theory]
    [InlineData("""{"who":{},"howLong":{"nobody":"PT1M"},"notices":[],"counts":{}}""")]
    [InlineData("""{"who":{},"howLong":{"roster":"soon"},"notices":[],"counts":{}}""")]
    [InlineData("""{"who":{},"howLong":{},"notices":["lumiere"],"counts":{}}""")]
    [InlineData("""{"who":{},"howLong":{},"notices":[],"counts":{"9":1}}""")]
    [InlineData("""{"who":{},"howLong":{},"notices":[]}""")]
    [InlineData("null")]
    public void Bytes_of_another_shape_are_refused(string json) =>
        Assert.ThrowsAny<JsonException>(
            () => Codec<Everything>().Decode(ActorKind.Case, Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Collection_without_an_order_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Codec<Hashed>());
        Assert.Throws<InvalidOperationException>(() => Codec<Deep>());
        Assert.Throws<InvalidOperationException>(() => Codec<CulturedSet>());
    }

    [Fact]
    public void Format_changes_with_the_shape_and_with_the_fold_version()
    {
        Assert.Equal(Codec<Words>().Format, Codec<Words>().Format);
        Assert.NotEqual(Codec<Words>().Format, Codec<MoreWords>().Format);
        Assert.NotEqual(Codec<Words>().Format, Codec<Words>(foldVersion: 2).Format);
    }

    [Fact]
    public void State_of_no_kind_is_refused()
    {
        Assert.Throws<ArgumentException>(() => StateCodec.Domain.Encode(new Words(Sorted([]))));
        Assert.Throws<JsonException>(() => StateCodec.Domain.Decode(ActorKind.Territory, "{}"u8));
    }

    private static StateCodec Codec<TState>(int foldVersion = 1) =>
        new(new Dictionary<ActorKind, Type> { [ActorKind.Case] = typeof(TState) }, foldVersion, Options);

    private static ImmutableSortedDictionary<string, int> Sorted(IEnumerable<string> words) =>
        words.ToImmutableSortedDictionary(word => word, word => word.Length, StringComparer.Ordinal);

    private static ActorId Address(ActorKind kind) =>
        new(kind, kind is ActorKind.Dispatcher or ActorKind.Roster or ActorKind.Alerts ? "" : "lumiere.42");

    private static string Text(ActorState state) => Encoding.UTF8.GetString(StateCodec.Domain.Encode(state));

    private abstract record Toy : ActorState
    {
        public override Decision Decide(Message message, TurnContext context) => Decision.Nothing;

        public override ActorState Evolve(in Recorded recorded) => this;
    }

    private sealed record Words(ImmutableSortedDictionary<string, int> Counts) : Toy;

    private sealed record MoreWords(ImmutableSortedDictionary<string, int> Counts, int More) : Toy;

    private sealed record Everything(
        ImmutableSortedDictionary<CaseId, ActorId> Who, ImmutableSortedDictionary<ActorId, TimeSpan> HowLong,
        ImmutableArray<NoticeId> Notices, ImmutableSortedDictionary<Urgency, int> Counts, string? Absent)
        : Toy;

    private sealed record Hashed(ImmutableDictionary<string, int> Counts) : Toy;

    private sealed record Inner(HashSet<int> Numbers);

    private sealed record Deep(ImmutableArray<Inner> Inside) : Toy;

    private sealed record CulturedSet(ImmutableSortedSet<string> Names) : Toy;
}
