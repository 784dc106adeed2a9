using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

public sealed class TurnTests
{
    private readonly TerritorySpec spec = new(ToySettings.Default, Factory);

    [Fact]
    public void A_command_is_told_to_its_actor_and_its_events_get_the_next_sequences()
    {
        var outcome = Assert.IsType<Outcome.Accepted>(spec.Send(Toy("a"), new Add(5)));

        Assert.Equal(new Outcome.Accepted(1, 1, "5"), outcome);
        Assert.Equal(5, spec.State<ToyState>(Toy("a")).Count);
        Assert.Equal([1L], spec.History.Select(recorded => recorded.Sequence));
    }

    [Fact]
    public void Messages_are_told_first_in_first_out_until_nobody_has_anything_left_to_say()
    {
        spec.Send(Toy("a"), new Spread([Toy("b"), Toy("c")]));
        spec.Send(Toy("a"), new Relay([Toy("b"), Toy("c"), Toy("b")]));

        Assert.Equal(
            ["a", "b", "c", "a", "b", "c", "b"], spec.History.Select(recorded => recorded.Actor.Key));
    }

    [Fact]
    public void Breadth_comes_before_depth()
    {
        // Both relays of the spread are told before what the first of them tells on.
        spec.Send(Toy("a"), new RunThis(static () => { }));
        var territory = new Territory(
            ToySettings.Default, static (actor, _) => new Branching(actor.Key), new TerritoryLimits());
        var turn = territory.Execute(Command(Toy("r"), new Add(1)), out _)!;

        Assert.Equal(["r", "r1", "r2", "r11", "r12", "r21", "r22"],
            turn.Facts.Select(fact => fact.Recorded.Actor.Key));
    }

    [Fact]
    public void A_refusal_by_any_actor_undoes_the_whole_turn()
    {
        spec.Send(Toy("a"), new Add(1));
        spec.Refused("refused-by-other", Toy("a"), new AddThenBeRefusedBy(Toy("b")));

        Assert.Equal(1, spec.State<ToyState>(Toy("a")).Count);
        Assert.Single(spec.History);
        Assert.Equal(new Outcome.Accepted(2, 2, "2"), spec.Send(Toy("a"), new Add(1)));
    }

    [Fact]
    public void An_exception_undoes_the_whole_turn_and_is_thrown_on()
    {
        spec.Send(Toy("a"), new Add(1));
        var command = Command(Toy("a"), new RunThis(() => throw new InvalidOperationException("bug")));

        Assert.Throws<InvalidOperationException>(() => spec.Territory.Execute(command, out _));
        Assert.Equal(1, spec.State<ToyState>(Toy("a")).Count);
        Assert.Equal(1, spec.Territory.Head);
    }

    [Fact]
    public void Two_actors_that_answer_each_other_for_ever_are_stopped()
    {
        var command = Command(Toy("a"), new PingForEver(Toy("b")));

        Assert.Throws<RunawayTurnException>(() => spec.Territory.Execute(command, out _));
        Assert.Equal(0, spec.Territory.Head);
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, false)]
    [InlineData(10_001, true)]
    public void The_limit_of_messages_in_one_turn_is_exact(int messages, bool stopped)
    {
        var command = Command(Toy("a"), new Spread([.. Enumerable.Repeat(Toy("b"), messages - 1)]));
        if (stopped)
            Assert.Throws<RunawayTurnException>(() => spec.Territory.Execute(command, out _));
        else
            Assert.Equal(messages, spec.Territory.Execute(command, out _)!.Facts.Count);
    }

    [Fact]
    public void The_next_sequence_told_to_an_actor_is_the_one_its_first_event_gets()
    {
        spec.Send(Toy("a"), new Add(1));
        var id = spec.Accepted(Toy("desk"), new OpenToyCase());

        Assert.Equal("toyland.2", id);
        Assert.Equal(["desk", "toyland.2"], spec.History.Skip(1).Select(recorded => recorded.Actor.Key));
    }

    [Fact]
    public void Time_never_goes_back_and_is_cut_to_a_microsecond()
    {
        var first = VirtualClock.Evening.AddTicks(12_345_678);
        spec.Territory.Execute(Command(Toy("a"), new Add(1)) with { At = first }, out _);
        var late = Command(
            Toy("a"), new Add(1)) with { Id = new CommandId("late"), At = VirtualClock.Evening };
        var turn = spec.Territory.Execute(late, out _)!;

        Assert.Equal(VirtualClock.Evening.AddTicks(12_345_670), turn.At);
        Assert.Equal(turn.At, turn.Facts[0].Recorded.At);
    }

    [Fact]
    public void The_dispatcher_observes_every_event_that_is_not_its_own_in_order()
    {
        spec.Send(Toy("a"), new Spread([Toy("b"), ActorId.Dispatcher, Toy("c")]));

        var dispatcher = spec.State<ToyDispatcher>(ActorId.Dispatcher);
        Assert.Equal(new ToyDispatcher(Seen: 3, LastSequence: 4, Total: 1), dispatcher);
    }

    [Fact]
    public void Each_fact_says_how_many_events_its_actor_has()
    {
        var turn = spec.Territory.Execute(
            Command(Toy("a"), new Relay([Toy("b"), Toy("a"), Toy("b")])), out _)!;

        Assert.Equal([1L, 1L, 2L, 2L], turn.Facts.Select(fact => fact.ActorVersion));
    }

    [Fact]
    public void A_rollback_restores_what_was_committed()
    {
        spec.Send(Toy("a"), new Add(1));
        spec.Send(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(1)));
        var before = Text.Of(spec.Territory.Capture());

        spec.Territory.Execute(Command(Toy("a"), new Spread([Toy("b"), ActorId.Dispatcher])), out _);
        spec.Territory.Execute(Command(Toy("a"), new Remind("x", VirtualClock.Evening.AddMinutes(9))), out _);
        spec.Territory.Execute(Command(Toy("a"), new Remind("y", VirtualClock.Evening)), out _);
        spec.Territory.Execute(Command(Toy("a"), new Finish()), out _);
        spec.Territory.Rollback();

        Assert.Equal(before, Text.Of(spec.Territory.Capture()));
        Assert.Equal("x", spec.Territory.NextDue!.Value.Name);
    }

    [Fact]
    public void A_finished_actor_keeps_its_state_for_the_retention_and_then_leaves_memory()
    {
        spec.Send(Toy("a"), new Add(7));
        spec.Send(Toy("a"), new Finish());
        Assert.Equal(7, spec.State<ToyState>(Toy("a")).Count);

        spec.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        spec.Send(Toy("b"), new Add(1));
        Assert.Null(spec.Territory.StateOf(Toy("a")));
    }

    [Fact]
    public void A_command_to_an_actor_that_left_memory_finds_it_as_it_was()
    {
        spec.Send(Toy("a"), new Add(7));
        spec.Send(Toy("a"), new Finish());
        spec.Advance(TimeSpan.FromDays(2));
        spec.Send(Toy("b"), new Add(1));

        Assert.Equal("8", spec.Accepted(Toy("a"), new Add(1)));
    }

    [Fact]
    public void Visitors_without_events_do_not_stay_in_memory()
    {
        spec.Send(Toy("seed"), new Add(1));
        var before = spec.Territory.ResidentCount;
        for (var number = 0; number < 100; number++)
            spec.Refused("no", Toy(number), new RefuseThis("no"));

        Assert.Equal(before, spec.Territory.ResidentCount);
    }

    private static Command Command(ActorId to, Message body) => new(
        new CommandId("command"), ToySettings.Id, VirtualClock.Evening, Identity.System, to, body);

    /// <summary>Tells two children of its own name, to the third generation.</summary>
    private sealed record Branching(string Name) : ActorState
    {
        public override Decision Decide(Message message, TurnContext context) => Name.Length >= 3
            ? Decision.Of(new Added(1))
            : Decision.Of(new Added(1)).Tell(Toy(Name + "1"), message).Tell(Toy(Name + "2"), message);

        public override ActorState Evolve(in Recorded recorded) => this;
    }
}
