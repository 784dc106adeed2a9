using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads over which channel a person is told after how long; refuses steps that go back.</summary>
internal static class AlertSettingsReader
{
    private const int StepCountMax = 6;
    private const int KindCountMax = 60;

    /// <summary>Later, the escalation has long gone to somebody else.</summary>
    private static readonly TimeSpan s_afterMax = TimeSpan.FromMinutes(30);

    public static AlertLadder Ladder(Setting item)
    {
        item = item.Keys(
            [.. SettingWords<Urgency>.All.Select(pair => pair.Word), "other", "pushOnly", "screenOnly"]);
        var pushOnly = Kinds(item["pushOnly"], []);
        return new AlertLadder(
            SettingWords<Urgency>.All.ToImmutableSortedDictionary(
                pair => pair.Value, pair => Steps(item[pair.Word])),
            Steps(item["other"]), pushOnly, Kinds(item["screenOnly"], pushOnly));
    }

    private static ImmutableArray<AlertStep> Steps(Setting list)
    {
        var steps = ImmutableArray.CreateBuilder<AlertStep>();
        foreach (var place in list.Items(0, StepCountMax))
        {
            var item = place.Keys("after", "channel");
            var step = new AlertStep(
                item["after"].Duration(TimeSpan.Zero, s_afterMax), item["channel"].Choice<AlertChannel>());
            if (steps.Count > 0 && step.After < steps[^1].After)
                item["after"].Problem("This step would come before the one above it.");
            steps.Add(step);
        }
        return steps.ToImmutable();
    }

    private static ImmutableSortedSet<NoticeKind> Kinds(Setting list, ImmutableSortedSet<NoticeKind> others)
    {
        var kinds = ImmutableSortedSet.CreateBuilder<NoticeKind>();
        foreach (var place in list.Items(0, KindCountMax))
        {
            var before = place.ProblemCount;
            var kind = place.Choice<NoticeKind>();
            if (before == place.ProblemCount && (others.Contains(kind) || !kinds.Add(kind)))
                place.Problem("This kind stands there already; each stands in one list, once.");
        }
        return kinds.ToImmutable();
    }
}
