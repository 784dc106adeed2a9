using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.PastNights;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>What a journal lets say about readings and readers, from events written by hand.</summary>
public sealed class PastNightPartsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 14, 18, 0, 0, TimeSpan.Zero);
    private static readonly TerritorySettings Territory = Settings.Of("centre-val-de-loire").With(2);
    private static readonly ReaderId First = new("virtuel001");
    private static readonly ReaderId Second = new("virtuel002");
    private static readonly CaseId One = new("one");
    private static readonly CaseId Other = new("other");

    private readonly MeasuredReadings readings = new();
    private readonly ReaderHours hours = new();

    [Fact]
    public void A_reading_of_its_own_is_as_long_as_from_acceptance_to_signature()
    {
        Accept(One, 0);
        Sign(One, 12);

        Assert.Equal((First, TimeSpan.FromMinutes(12)), readings.Of(One));
    }

    [Fact]
    public void Two_cases_in_hand_at_once_measure_neither()
    {
        Accept(One, 0);
        Accept(Other, 5);
        Sign(Other, 12);
        Sign(One, 20);

        Assert.Null(readings.Of(One));
        Assert.Null(readings.Of(Other));
    }

    [Fact]
    public void The_case_for_which_another_was_laid_aside_is_measured_and_the_other_is_not()
    {
        Accept(One, 0);
        Accept(Other, 5);
        See(One, 5, new CaseInterrupted(Other));
        Sign(Other, 12);
        Sign(One, 20);

        Assert.Equal(TimeSpan.FromMinutes(7), readings.Of(Other)?.Length);
        Assert.Null(readings.Of(One));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(121)]
    public void A_length_that_no_reading_has_is_not_believed(double minutes)
    {
        Accept(One, 0);
        Sign(One, minutes);

        Assert.Null(readings.Of(One));
    }

    [Fact]
    public void Who_leaves_or_gives_back_is_not_measured()
    {
        Accept(One, 0);
        readings.Leave(First);
        Sign(One, 9);
        Accept(Other, 10);
        See(Other, 12, new CaseReleased(First, "essai"));
        Sign(Other, 15);

        Assert.Null(readings.Of(One));
        Assert.Null(readings.Of(Other));
    }

    [Fact]
    public void Duties_are_cut_to_the_night_and_breaks_are_those_that_were_declared()
    {
        Duty(First, -60, 360);
        Say(First, 10, Presence.Available, null);
        Say(First, 120, Presence.Break, null);
        Say(First, 135, Presence.Available, null);
        Say(First, 180, Presence.Away, "offer-missed");
        Say(First, 182, Presence.Available, null);
        hours.See(Fact(ActorId.Roster, 240, new DutyEnded("d")), First);
        Duty(Second, 60, 600);
        Say(Second, 50, Presence.Available, null);

        var evenings = Evenings(until: 300);

        Assert.Equal([(First, 0.0, 240.0), (Second, 60.0, 420.0)], evenings.Select(one =>
            (one.Id, After(one.Duties[0].From), After(one.Duties[0].Until))));
        Assert.Equal([(0.0, 10.0), (120.0, 15.0)], evenings[0].Pauses.Select(pause =>
            (After(pause.From), pause.Length.TotalMinutes)));
        Assert.Empty(evenings[1].Pauses);
    }

    [Fact]
    public void Who_never_appeared_was_not_there()
    {
        Duty(First, 0, 300);

        Assert.Empty(Evenings(until: 300));
    }

    private static double After(DateTimeOffset at) => (at - Start).TotalMinutes;

    private static Recorded Fact(ActorId actor, double minutes, DomainEvent fact) =>
        new(1, actor, Start.AddMinutes(minutes), new Identity("test", "reader"), fact);

    private ImmutableArray<ReaderEvening> Evenings(double until) =>
        hours.Evenings(Territory, Start, Start.AddMinutes(until), TimeSpan.FromHours(2));

    private void Accept(CaseId id, double minutes) =>
        See(id, minutes, new CaseAccepted(First, TakenHow.Offer));

    private void Sign(CaseId id, double minutes) => See(id, minutes, new ReportSigned(1, "essai"));

    private void See(CaseId id, double minutes, DomainEvent fact) =>
        readings.See(Fact(id, minutes, fact), id);

    private void Duty(ReaderId reader, double from, double until) => hours.See(
        Fact(reader, from, new DutyBegan("d", DutyLine.OnCall, Start.AddMinutes(until))), reader);

    private void Say(ReaderId reader, double at, Presence presence, string? why) =>
        hours.See(Fact(reader, at, new PresenceChanged(presence, why)), reader);
}
