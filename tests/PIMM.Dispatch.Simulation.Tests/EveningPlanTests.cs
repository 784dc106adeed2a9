using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.Tests;

public sealed class EveningPlanTests
{
    private static readonly TerritorySettings Centre = Settings.Of("centre-val-de-loire").With(4);

    private static List<EveningPlan> Plans(EveningScenario scenario, int count) =>
        [.. Enumerable.Range(1, count).Select(seed => EveningPlan.Of(seed, scenario, Centre))];

    [Fact]
    public void The_same_seed_draws_the_same_evening()
    {
        var scenario = EveningScenario.Centre(Centre);
        Assert.Equal(
            EveningPlan.Of(5, scenario, Centre).Arrivals.Select(one => one.ToString()),
            EveningPlan.Of(5, scenario, Centre).Arrivals.Select(one => one.ToString()));
    }

    /// <summary>
    /// Common random numbers: who reads, and by which rules, changes nothing about what comes.
    /// </summary>
    [Fact]
    public void Readers_and_rules_change_nothing_about_what_comes()
    {
        var scenario = EveningScenario.Centre(Centre);
        var other =
            Centre with { Weights = Dated.Always(Centre.Weights.At(scenario.Start) with { LoadMilli = 0 }) };
        Assert.Equal(
            EveningPlan.Of(5, scenario, Centre).Arrivals.Select(one => one.ToString()),
            EveningPlan.Of(5, scenario with { Readers = scenario.Readers.RemoveAt(0) },
                other).Arrivals.Select(one => one.ToString()));
    }

    [Fact]
    public void Emergencies_come_at_the_rate_and_in_the_shape_asked_for()
    {
        var scenario = EveningScenario.Centre(Centre) with { ScheduledPerHour = 0 };
        var arrivals = Plans(scenario, 400).SelectMany(plan => plan.Arrivals).ToList();
        Assert.InRange(arrivals.Count / 400.0, 9.3 * 5 * 0.97, 9.3 * 5 * 1.03);
        var byHour = arrivals.CountBy(one => (int)(one.ImagesAt - scenario.Start).TotalHours).ToDictionary();
        Assert.InRange(byHour[1] / (double)byHour[4], 1.15 / 0.75 * 0.9, 1.15 / 0.75 * 1.1);
    }

    [Fact]
    public void The_mix_is_that_of_the_policys_simulated_world()
    {
        var scenario = EveningScenario.Centre(Centre) with { ScheduledPerHour = 0 };
        var arrivals = Plans(scenario, 300).SelectMany(plan => plan.Arrivals).ToList();
        double Share(Func<Arrival, bool> holds) => 100.0 * arrivals.Count(holds) / arrivals.Count;
        Assert.InRange(Share(one => one.Kind.Name is "head" or "stroke"), 36, 40);
        Assert.InRange(Share(one => one.Urgency == Urgency.Vital), 12, 15);
        Assert.InRange(
            arrivals.Where(one => one.Kind.Name == "head").Average(one => one.PureMinutes), 8.7, 9.3);
    }

    [Fact]
    public void A_surge_doubles_the_second_and_third_hour()
    {
        var calm = EveningScenario.Centre(Centre);
        static double InSurge(IEnumerable<EveningPlan> plans, EveningScenario scenario) => plans
            .SelectMany(plan => plan.Arrivals)
                .Count(one => (one.ImagesAt - scenario.Start).TotalHours is >= 1 and < 3);
        var ratio = InSurge(
            Plans(calm with { SurgeFactor = 2 }, 200), calm) / InSurge(Plans(calm, 200), calm);
        Assert.InRange(ratio, 1.85, 2.15);
    }

    [Fact]
    public void Breaks_are_as_long_and_as_often_declared_as_assumed()
    {
        var pauses = Plans(EveningScenario.Centre(Centre), 300)
            .SelectMany(plan => plan.Readers).SelectMany(reader => reader.Pauses).ToList();
        Assert.InRange(pauses.Count / (300.0 * 4 * 5), 0.32, 0.38);
        Assert.InRange(100.0 * pauses.Count(pause => pause.Declared) / pauses.Count, 55, 65);
        Assert.All(pauses, pause => Assert.InRange(pause.Length.TotalMinutes, 5, 12));
    }

    [Fact]
    public void Only_connected_hospitals_send_images()
    {
        var hainaut = Settings.Of("hainaut-cambresis");
        var scenario = EveningScenario.HainautOctober(hainaut);
        var sites = Enumerable.Range(1, 50)
            .SelectMany(seed => EveningPlan.Of(seed, scenario, hainaut).Arrivals)
            .Select(one => one.Site.Value).Distinct();
        Assert.DoesNotContain("avesnes", sites);
    }
}
