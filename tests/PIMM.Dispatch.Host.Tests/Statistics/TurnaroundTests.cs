using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Statistics;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Statistics;

/// <summary>The committee's numbers: every one says its n, and none is truncated.</summary>
public sealed class TurnaroundTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 10, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Emergencies_and_scheduled_cases_are_counted_apart()
    {
        var cases = Enumerable.Range(1, 10).Select(minutes => Signed(minutes, Urgency.Urgent, minutes))
            .Append(Signed(11, Urgency.Scheduled, 13 * 60)).ToImmutableList();

        var table = Of(cases);

        Assert.Equal(10, table.Emergency.N);
        Assert.Equal(5.5m, table.Emergency.MeanMinutes);
        Assert.Equal(5.5m, table.Emergency.MedianMinutes);
        Assert.Equal(9m, table.Emergency.P90Minutes);
        Assert.Equal(10, table.Emergency.InTarget);
        Assert.Equal(1, table.Scheduled.N);
        Assert.Equal(0, table.Scheduled.InTarget);
        Assert.Equal("images-complete", table.Clock);
    }

    [Fact]
    public void Forty_five_of_forty_six_stays_forty_five_of_forty_six()
    {
        var cases = Enumerable.Range(0, 46)
            .Select(n => Signed(n, Urgency.Scheduled, n == 0 ? 721 : 60)).ToImmutableList();

        var table = Of(cases);

        Assert.Equal((45, 46), (table.Scheduled.InTarget, table.Scheduled.N));
    }

    [Fact]
    public void A_period_without_a_case_has_no_mean()
    {
        var table = Of([]);

        Assert.Equal(0, table.Emergency.N);
        Assert.Null(table.Emergency.MeanMinutes);
        Assert.Null(table.Emergency.P90Minutes);
        Assert.Empty(table.ByRegion);
    }

    [Fact]
    public void The_end_of_the_period_is_not_in_it()
    {
        var cases = ImmutableList.Create(Signed(0, Urgency.Urgent, 10), Signed(60, Urgency.Urgent, 10));

        var table = Turnaround.Of(
            new SignedCases(cases, ImmutableDictionary<ActorId, UnsignedCase>.Empty),
            Repository.Territory(NodeRig.Hainaut), cases[0].SignedAt, cases[1].SignedAt);

        Assert.Equal(1, table.Emergency.N);
    }

    private static Contracts.StatisticsDto Of(ImmutableList<SignedCase> cases) => Turnaround.Of(
        new SignedCases(cases, ImmutableDictionary<ActorId, UnsignedCase>.Empty),
        Repository.Territory(NodeRig.Hainaut), Start.AddDays(-1), Start.AddDays(3));

    private static SignedCase Signed(int number, Urgency urgency, int minutes)
    {
        var clock = Start.AddMinutes(number);
        var due = clock.AddMinutes(urgency == Urgency.Scheduled ? 720 : 45);
        return new SignedCase(
            CaseId.At(new TerritoryId(NodeRig.Hainaut), number), new EstablishmentId("denain"), urgency,
            AnatomicalRegion.Head, clock, due, clock.AddMinutes(minutes));
    }
}
