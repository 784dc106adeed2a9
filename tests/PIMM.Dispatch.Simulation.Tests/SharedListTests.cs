using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>How readers pick from a shared list.</summary>
public sealed class SharedListTests
{
    private const int Picks = 4_000;

    private static readonly DateTimeOffset Now = new(2026, 1, 14, 18, 0, 0, TimeSpan.Zero);
    private static readonly EstablishmentId Home = new("blois");
    private static readonly EstablishmentId Elsewhere = new("tours");

    private static readonly ReaderSettings Reader =
        Settings.Of("centre-val-de-loire").With(1).Readers.Values.Single();

    [Fact]
    public void Strictly_what_is_due_first_is_taken()
    {
        CaseState[] list =
        [
            Item(1, Urgency.Urgent, due: 30), Item(2, Urgency.SemiUrgent, due: 5),
            Item(3, Urgency.Scheduled, due: 60),
        ];
        Assert.All(PicksOf(ListHabits.Strict, list), pick => Assert.Equal((2, false), pick));
    }

    [Fact]
    public void People_take_a_vital_case_whatever_they_prefer()
    {
        CaseState[] list = [Item(1, Urgency.Scheduled, due: 1), Item(2, Urgency.Vital, due: 20)];
        Assert.All(PicksOf(ListHabits.Human, list), pick => Assert.Equal((2, false), pick));
    }

    /// <summary>
    /// 40 % follow a preference, each of three in a third; two of them mean the second case here.
    /// </summary>
    [Fact]
    public void People_leave_the_head_of_the_list_as_often_as_assumed()
    {
        CaseState[] list =
        [
            Item(1, Urgency.Urgent, due: 30, minutes: 19, site: Elsewhere),
            Item(2, Urgency.Urgent, due: 40, minutes: 9, site: Home),
        ];
        var deviating = PicksOf(ListHabits.Human, list).Count(pick => pick is { Number: 2, Deviates: true });
        Assert.InRange(deviating / (double)Picks, 0.4 * 2 / 3 - 0.03, 0.4 * 2 / 3 + 0.03);
    }

    [Fact]
    public void Scheduled_work_comes_first_in_less_than_a_tenth_of_picks_and_not_never()
    {
        CaseState[] list = [Item(1, Urgency.Urgent, due: 30), Item(2, Urgency.Scheduled, due: 700)];
        var scheduled = PicksOf(ListHabits.Human, list).Count(pick => pick.Number == 2);
        Assert.InRange(scheduled / (double)Picks, 0.05, 0.10);
    }

    [Fact]
    public void An_empty_list_gives_nothing() =>
        Assert.Null(ListHabits.Human.Pick([], Reader, Home, new Draw(1, "picks")));

    private static List<(int Number, bool Deviates)> PicksOf(ListHabits habits, CaseState[] list)
    {
        var whims = new Draw(1, "picks");
        return
        [
            .. Enumerable.Range(0, Picks).Select(_ => habits.Pick(list, Reader, Home, whims)!.Value)
                .Select(pick => (Array.IndexOf(list, pick.Case) + 1, pick.Deviates)),
        ];
    }

    private static CaseState Item(
        int number, Urgency urgency, int due, int minutes = 12, EstablishmentId? site = null) =>
        CaseState.Initial with
        {
            Exists = true,
            Id = CaseId.At(new TerritoryId("t"), number),
            Status = CaseStatus.ToRead,
            Establishment = site ?? Elsewhere,
            Classification = new Classification(
                urgency, Specialty.Thorax, AnatomicalRegion.Chest, minutes, Derived: false),
            ImagesCompleteAt = Now.AddMinutes(number),
            Target = new Target(Now, Now, Now, Now.AddMinutes(due)),
        };
}
