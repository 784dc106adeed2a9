using System.Text.Json;
using System.Text.RegularExpressions;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.Reports;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>Policies against each other on the same evenings, and what is reported of them.</summary>
public sealed class CampaignTests
{
    private static readonly Lazy<Task<Campaign>> Played = new(() => Campaign.RunAsync(Plan("centre", 6)));

    [Fact]
    public async Task The_same_seeds_give_the_same_report_however_many_are_played_at_once()
    {
        var one = await Campaign.RunAsync(Plan("hainaut-octobre", 3, "a", "e"));
        var other = await Campaign.RunAsync(Plan("hainaut-octobre", 3, "a", "e") with { Cores = 2 });
        Assert.Equal(RehearsalJson.Of(one), RehearsalJson.Of(other));
        Assert.Equal(RehearsalPage.Of(one), RehearsalPage.Of(other));
    }

    [Fact]
    public async Task Every_policy_meets_the_same_arrivals()
    {
        var campaign = await Played.Value;
        var first = campaign.Policies[0].Evenings.SelectMany(Arrivals);
        Assert.All(
            campaign.Policies, figures => Assert.Equal(first, figures.Evenings.SelectMany(Arrivals)));
    }

    /// <summary>
    /// Seeded, so exact; the bounds are wide because few evenings say little. The published shared list has
    /// 93.9 % and 21.9 min on such an evening.
    /// </summary>
    [Fact]
    public async Task The_shared_list_is_about_as_punctual_as_published_and_the_dispatcher_more_so()
    {
        var campaign = await Campaign.RunAsync(Plan("centre", 20));
        var by = campaign.Policies.ToDictionary(figures => figures.Policy.Code);
        Assert.InRange(by["a"][Measure.Under45].Value, 88, 98);
        Assert.InRange(by["a"][Measure.Mean].Value, 18, 26);
        Assert.All(["e", "f"], code =>
        {
            Assert.True(by[code][Measure.Under45].Value > by["a"][Measure.Under45].Value, code);
            Assert.True(by[code][Measure.Mean].Value < by["a"][Measure.Mean].Value, code);
        });
    }

    [Theory]
    [MemberData(nameof(SituationNames))]
    public async Task In_every_situation_every_policy_reads_everything(string name)
    {
        var campaign = await Campaign.RunAsync(Plan(name, 1));
        Assert.All(campaign.Policies, figures => Assert.Equal(0, figures.Evenings[0].Unfinished));
        Assert.Single(campaign.Policies.Select(figures => figures.Cases).Distinct());
    }

    public static TheoryData<string> SituationNames => [.. Situations.Names];

    [Fact]
    public async Task The_machine_readable_report_has_the_promised_shape()
    {
        using var json = JsonDocument.Parse(RehearsalJson.Of(await Played.Value));
        var policies = json.RootElement.GetProperty("policies").EnumerateArray().ToList();
        Assert.Equal(
            ["a", "b", "e", "f", "f+"], policies.Select(policy => policy.GetProperty("policy").GetString()));
        string[] names =
        [
            "under45", "mean", "p50", "p90", "p99", "strokeUnder20", "scheduledUnder12h", "match", "gini",
            "externalised", "reassignments",
        ];
        Assert.All(policies, policy => Assert.All(names, name =>
            Assert.Equal(JsonValueKind.Number, policy.GetProperty(name).ValueKind)));
        Assert.All(policies, policy =>
        {
            var bounds = policy.GetProperty("confidence95").GetProperty("under45");
            Assert.InRange(
                policy.GetProperty("under45").GetDouble(), bounds[0].GetDouble(), bounds[1].GetDouble());
        });
        Assert.Equal(
            RehearsedPolicy.All.Length - 1, json.RootElement.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task The_page_holds_its_plots_and_needs_nothing_from_elsewhere()
    {
        var page = RehearsalPage.Of(await Played.Value);
        Assert.Equal(2 + 1 + 1 + RehearsedPolicy.All.Length, Regex.Count(page, "<svg "));
        Assert.Contains("AVC 20 min", page, StringComparison.Ordinal);
        Assert.Contains("urgence 45 min", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_speaks_French_and_names_every_policy()
    {
        var table = RehearsalTable.Of(await Played.Value);
        Assert.Contains("9,3 urgences", table, StringComparison.Ordinal);
        Assert.All(RehearsedPolicy.All, policy =>
            Assert.Contains(policy.Name, table, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_evening_without_any_case_can_be_reported_too()
    {
        var plan = Plan("hainaut-avril", 1, "a", "f");
        var quiet = plan with
        {
            Setting = plan.Setting with
            {
                Scenario = plan.Setting.Scenario with { EmergenciesPerHour = 0, ScheduledPerHour = 0 },
            },
        };
        var campaign = await Campaign.RunAsync(quiet);
        Assert.Equal(0, campaign.Policies[0].Cases);
        Assert.DoesNotContain("NaN", RehearsalPage.Of(campaign), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", RehearsalTable.Of(campaign), StringComparison.Ordinal);
    }

    private static IEnumerable<(int, TimeSpan)> Arrivals(EveningResult evening) =>
        evening.Reads.Select(read => (read.Number, read.ArrivedAfter)).Order();

    private static CampaignPlan Plan(string situation, int evenings, params string[] policies)
    {
        var setting = Situations.Of(situation, Settings.Of(Situations.TerritoryOf(situation)));
        return new CampaignPlan(
            setting,
            [.. RehearsedPolicy.All.Where(one => policies.Length == 0 || policies.Contains(one.Code))],
            1, evenings, 1);
    }
}
