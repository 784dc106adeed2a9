using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using PIMM.Dispatch.TestKit.Toys;
using Xunit;
using static PIMM.Dispatch.TestKit.Toys.ToyActors;

namespace PIMM.Dispatch.Cluster.Tests.Territories;

public sealed class DeadlineTests
{
    private readonly TerritorySpec spec = new(ToySettings.Default, Factory);

    [Fact]
    public void Deadlines_come_in_due_order_then_in_the_order_of_their_setting()
    {
        Remind("a", "late", 3);
        Remind("b", "early", 1);
        Remind("c", "tie-first", 2);
        Remind("a", "tie-second", 2);
        spec.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(["early", "tie-first", "tie-second", "late"],
            spec.Happened<DeadlineReached>().Select(reached => reached.Name));
        Assert.Equal(["b", "c", "a", "a"],
            spec.History.Where(r => r.Event is DeadlineReached).Select(r => r.Actor.Key));
    }

    [Fact]
    public void The_reached_deadline_is_recorded_before_what_its_actor_makes_of_it()
    {
        Remind("a", "x", 1);
        spec.Advance(TimeSpan.FromMinutes(1));

        var events = spec.History.Skip(1).ToList();
        Assert.Equal(new DeadlineReached("x", VirtualClock.Evening.AddMinutes(1)), events[0].Event);
        Assert.Equal(new Added(100), events[1].Event);
        Assert.All(events, recorded => Assert.Equal(VirtualClock.Evening.AddMinutes(1), recorded.At));
        Assert.All(events, recorded => Assert.Equal(Identity.System, recorded.By));
    }

    [Fact]
    public void The_same_name_moves_the_deadline()
    {
        Remind("a", "x", 1);
        Remind("a", "x", 5);
        spec.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(spec.Happened<DeadlineReached>());
        spec.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(spec.Happened<DeadlineReached>());
    }

    [Fact]
    public void The_same_name_on_another_actor_is_another_deadline()
    {
        Remind("a", "x", 1);
        Remind("b", "x", 1);
        spec.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, spec.Happened<DeadlineReached>().Count);
    }

    [Fact]
    public void A_cleared_deadline_does_not_come()
    {
        Remind("a", "x", 1);
        spec.Send(Toy("a"), new Forget("x"));
        spec.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(spec.Happened<DeadlineReached>());
    }

    [Fact]
    public void A_finished_actor_has_no_deadlines()
    {
        Remind("a", "x", 1);
        spec.Send(Toy("a"), new Finish());
        Assert.Null(spec.Territory.NextDue);
    }

    [Fact]
    public void Firing_a_deadline_that_no_longer_stands_does_nothing()
    {
        Remind("a", "x", 1);
        var stale = spec.Territory.NextDue!.Value.CommandAt(
            ToySettings.Id, VirtualClock.Evening.AddMinutes(1));
        Remind("a", "x", 2);

        var turn = spec.Territory.Execute(stale, out _)!;
        Assert.Equal(new Outcome.Accepted(3, 2), turn.Outcome);
        Assert.Empty(turn.Facts);
    }

    [Fact]
    public void Firing_a_deadline_twice_does_it_once()
    {
        Remind("a", "x", 1);
        var fire = spec.Territory.NextDue!.Value.CommandAt(
            ToySettings.Id, VirtualClock.Evening.AddMinutes(1));

        Assert.Equal(2, spec.Territory.Execute(fire, out _)!.Facts.Count);
        Assert.Empty(spec.Territory.Execute(fire, out _)!.Facts);
    }

    [Fact]
    public void The_id_of_a_deadlines_command_is_the_same_whenever_it_fires_and_differs_when_it_is_set_again()
    {
        Remind("a", "x", 1);
        var first = spec.Territory.NextDue!.Value;
        var sooner = first.CommandAt(ToySettings.Id, VirtualClock.Evening).Id;
        var later = first.CommandAt(ToySettings.Id, VirtualClock.Evening.AddHours(1)).Id;
        Remind("a", "x", 1);

        Assert.Equal(sooner, later);
        Assert.NotEqual(
            sooner, spec.Territory.NextDue!.Value.CommandAt(ToySettings.Id, VirtualClock.Evening).Id);
    }

    [Fact]
    public void An_actor_that_refuses_its_own_deadline_has_a_bug()
    {
        Remind("a", ToyState.RefusedName, 1);
        var fire = spec.Territory.NextDue!.Value.CommandAt(
            ToySettings.Id, VirtualClock.Evening.AddMinutes(1));

        Assert.Throws<InvalidOperationException>(() => spec.Territory.Execute(fire, out _));
        Assert.Equal(1, spec.Territory.Head);
    }

    private void Remind(string toy, string name, int minutes) =>
        spec.Send(Toy(toy), new Remind(name, VirtualClock.Evening.AddMinutes(minutes)));
}
