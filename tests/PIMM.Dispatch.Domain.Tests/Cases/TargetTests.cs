using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.ACase;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>
/// Targets are spans of real time: wall clocks, summer time and holidays do not move them (faults.md T3, T4).
/// </summary>
public sealed class TargetTests
{
    private static Target TargetAt(DateTimeOffset completed, Urgency urgency) =>
        Spec().Given(Arriving(Facts(urgency))).At(completed)
            .When(new CompleteImages()).ThenOne<TargetSet>().Target;

    [Fact]
    public void A_pathway_has_a_target_of_its_own_and_whoever_joins_it_gets_it()
    {
        var settings = WithPathway(Specialty.Neuro, TimeSpan.FromMinutes(15));
        var neuro = Spec(settings).Given(ToRead(Facts(Urgency.Vital)));
        var other = new ClassifyCase(null, Specialty.Thorax, null, null);
        Assert.Equal(Evening.AddMinutes(20), neuro.When(other).ThenOne<TargetSet>().Target.DueAt);
        var thorax = Spec(settings)
            .Given([.. ToRead(Facts(Urgency.Vital)), neuro.When(other).ThenOne<CaseClassified>()]);
        Assert.Equal(Evening.AddMinutes(15), thorax
            .When(other with { Specialty = Specialty.Neuro }).ThenOne<TargetSet>().Target.DueAt);
    }

    [Fact]
    public void The_target_of_a_pathway_counts_from_complete_images()
    {
        var target = Spec(WithPathway(Specialty.Neuro, TimeSpan.FromMinutes(15)))
            .Given(Arriving(Facts(Urgency.Vital))).When(new CompleteImages()).ThenOne<TargetSet>().Target;
        Assert.Equal(
            new Target(Evening, Evening.AddMinutes(5), Evening.AddMinutes(12), Evening.AddMinutes(15)),
            target);
    }

    private static TerritorySettings WithPathway(Specialty specialty, TimeSpan target)
    {
        var rules = TestTerritory.Settings.Urgencies.At(Evening);
        var vital = rules[Urgency.Vital] with
        {
            TargetBySpecialty = ImmutableSortedDictionary<Specialty, TimeSpan>.Empty.Add(specialty, target),
        };
        return TestTerritory.Settings with
        {
            Urgencies = Dated.Always(rules.SetItem(Urgency.Vital, vital)),
        };
    }

    [Fact]
    public void A_target_set_before_the_clocks_change_is_reached_after_as_many_minutes_as_ever()
    {
        var before = new DateTimeOffset(
            2027, 3, 28, 0, 50, 0, TimeSpan.Zero); // 01:50 in Paris; at 02:00 it is 03:00
        var target = TargetAt(before, Urgency.Urgent);
        Assert.Equal(TimeSpan.FromMinutes(45), target.DueAt - before);
        Assert.Equal(new DateTime(2027, 3, 28, 3, 35, 0), TestTerritory.Settings.LocalTime(target.DueAt));
    }

    private static readonly string[] Zones =
        ["Europe/Paris", "Indian/Reunion", "America/Martinique", "America/Cayenne", "Indian/Mayotte"];

    [Fact]
    public void Due_instants_are_exact_for_a_million_random_instants_rules_and_zones()
    {
        const int seed = 20_260_114;
        var random = new Random(seed);
        var first = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var span = (long)(new DateTimeOffset(2045, 12, 31, 0, 0, 0, TimeSpan.Zero) - first).TotalMicroseconds;
        var state = Spec().Given(Arriving()).State;
        var territories = Enumerable.Range(0, 1_000).Select(_ => AnyTerritory(random)).ToArray();
        for (var i = 0; i < 1_000_000; i++)
        {
            var (settings, rule) = territories[random.Next(territories.Length)];
            var at = first.AddMicroseconds(random.NextInt64(span));
            var context = new TurnContext(
                at, Identity.System, new CommandId("c"), Id, settings, 10);
            var target = state.Decide(new CompleteImages(), context).Events.OfType<TargetSet>()
                .Single().Target;
            if (target.DueAt - at != rule.Target || target.DueAt - target.WarningAt != rule.WarningBefore
                || target.DueAt - target.ImminentAt != rule.ImminentBefore)
                Assert.Fail(
                    $"seed {seed}, round {i}: {rule.Target} from {at:O} in {settings.Zone}: {target}");
        }
    }

    private static (TerritorySettings Settings, UrgencyRule Rule) AnyTerritory(Random random)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
        var target = TimeSpan.FromMicroseconds(random.NextInt64(60_000_000, 31L * 86_400 * 1_000_000));
        var warning = TimeSpan.FromMicroseconds(random.NextInt64((long)target.TotalMicroseconds));
        var rule = TestTerritory.Settings.RuleOf(Urgency.Urgent, Evening) with
        {
            Target = target, WarningBefore = warning, ImminentBefore = warning / 2,
        };
        return (TestTerritory.Settings with
        {
            Zone = zone.Id,
            LocalTime = instant => TimeZoneInfo.ConvertTime(instant, zone).DateTime,
            InstantOf = local => TestTerritory.InstantOf(local, zone),
            Urgencies = Dated.Always(
                TestTerritory.Settings.Urgencies.At(Evening).SetItem(Urgency.Urgent, rule)),
        }, rule);
    }

    [Fact]
    public void The_ladder_comes_at_its_instants_through_the_night_of_summer_time()
    {
        var story = new Story();
        story.Pass((new DateTimeOffset(2027, 3, 28, 0, 40, 0, TimeSpan.Zero) - story.Now).TotalMinutes);
        var start = story.Now;
        story.Arrives(Urgency.Urgent);
        story.Pass(200);
        Assert.Equal(
            [(start.AddMinutes(23), TargetAlert.Warning), (start.AddMinutes(38), TargetAlert.Imminent),
                (start.AddMinutes(45), TargetAlert.Breached), (start.AddMinutes(90), TargetAlert.Breached),
                (start.AddMinutes(135), TargetAlert.Breached), (start.AddMinutes(180), TargetAlert.Breached)],
            story.All<TargetAlerted>().Select(one => (one.At, one.Fact.Alert)));
    }
}
