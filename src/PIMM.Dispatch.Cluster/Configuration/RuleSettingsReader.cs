using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// Reads the rules of a territory: urgencies, hours, weights, exam mapping; checks their relations.
/// </summary>
internal static partial class RuleSettingsReader
{
    private const int ExamRuleCountMax = 500;
    private const int WordCountMax = 100;

    /// <summary>A weight of a hundred would silence every other term of the cost.</summary>
    private const int MilliMax = 100_000;

    private const int LearningCasesMax = 1000;
    private const int FlagCountMax = 50;

    /// <summary>A flag lowers no case, and what a person said of the urgency stays the larger word.</summary>
    private const int FlagMilliMin = 1000;
    private const int FlagMilliMax = 5000;

    /// <summary>Shorter, and nobody can read an offer before it is gone.</summary>
    private static readonly TimeSpan s_offerMin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);
    private static readonly string[] s_urgencies = [.. SettingWords<Urgency>.All.Select(pair => pair.Word)];

    public static ImmutableSortedDictionary<Urgency, UrgencyRule> Urgencies(Setting item)
    {
        item = item.Keys(s_urgencies);
        var before = item.ProblemCount;
        var rules = ImmutableSortedDictionary.CreateBuilder<Urgency, UrgencyRule>();
        foreach (var (word, urgency) in SettingWords<Urgency>.All)
            rules[urgency] = OneUrgency(item[word]);
        if (before != item.ProblemCount)
            return rules.ToImmutable();
        foreach (var (word, urgency) in SettingWords<Urgency>.All.Skip(1))
        {
            if (rules[urgency].Target < rules[urgency - 1].Target)
                item[word]["target"].Problem("The target is shorter than that of a higher urgency.");
        }
        return rules.ToImmutable();
    }

    public static WorkingHours WorkingHours(Setting item)
    {
        item = item.Keys("from", "to", "reason");
        item["reason"].Text(1, DatedSetting.ReasonLengthMax);
        var before = item.ProblemCount;
        var hours = new WorkingHours(item["from"].TimeOfDay(), item["to"].TimeOfDay());
        if (!item["from"].IsAbsent && !item["to"].IsAbsent
            && before == item.ProblemCount && hours.To <= hours.From)
            item["to"].Problem("Working hours end before they begin.");
        return hours;
    }

    public static DispatchWeights Weights(Setting item)
    {
        item = item.Keys(
            "policy", "urgencyMilli", "mismatchMilli", "loadMilli", "balanceMilli", "fatigueMilli",
            "volumeMilli", "planChangeMilli", "holdMilli", "interruptionMilli", "interruptionsMax",
            "expertWait", "overflowMilli", "learningCases", "flags");
        var urgencies = item["urgencyMilli"].Keys(s_urgencies);
        return new DispatchWeights(
            SettingWords<Urgency>.All.ToImmutableSortedDictionary(
                pair => pair.Value, pair => urgencies[pair.Word].Whole(0, MilliMax)),
            Mismatch(item["mismatchMilli"]),
            item["loadMilli"].Whole(0, MilliMax),
            item["interruptionsMax"].Whole(0, 10),
            item["expertWait"].Duration(TimeSpan.Zero, TimeSpan.FromHours(1)))
        {
            Policy = item["policy"].Choice<DispatchPolicy>(),
            BalanceMilli = item["balanceMilli"].Whole(0, MilliMax),
            FatigueMilli = item["fatigueMilli"].Whole(0, MilliMax),
            VolumeMilli = item["volumeMilli"].Whole(0, MilliMax),
            PlanChangeMilli = item["planChangeMilli"].Whole(0, MilliMax),
            HoldMilli = item["holdMilli"].Whole(0, MilliMax),
            InterruptionMilli = item["interruptionMilli"].Whole(0, MilliMax),
            OverflowMilli = item["overflowMilli"].Whole(0, MilliMax),
            LearningCases = item["learningCases"].Whole(0, LearningCasesMax),
            Flags = Flags(item["flags"]),
        };
    }

    public static ImmutableArray<ExamRule> ExamRules(Setting list)
    {
        var items = list.Items(1, ExamRuleCountMax);
        var rules = ImmutableArray.CreateBuilder<ExamRule>(items.Length);
        foreach (var item in items)
        {
            var before = item.ProblemCount;
            rules.Add(OneExamRule(item));
            var everything = rules[^1] is { Modality: null, AnyOf.IsEmpty: true, MaxAgeYears: null };
            if (before != item.ProblemCount)
                continue;
            if (everything && rules.Count < items.Length)
                item.Problem("This rule matches everything, so the rules below it are never reached.");
            if (!everything && rules.Count == items.Length)
                item.Problem(
                    "The last rule must match everything: modality null, no words, maxAgeYears null.");
        }
        return rules.ToImmutable();
    }

    private static UrgencyRule OneUrgency(Setting item)
    {
        item = item.Keys("target", "pathways", "warningBefore", "imminentBefore", "offerExpires",
            "imagesWithin", "acknowledgeWithin", "criticalWithin");
        var before = item.ProblemCount;
        var rule = new UrgencyRule(
            item["target"].Duration(TimeSpan.FromMinutes(1), s_month),
            item["warningBefore"].Duration(s_second, s_month),
            item["imminentBefore"].Duration(s_second, s_month),
            item["offerExpires"].Duration(s_offerMin, TimeSpan.FromHours(1)),
            item["imagesWithin"].Duration(TimeSpan.FromMinutes(1), TimeSpan.FromDays(366)),
            item["acknowledgeWithin"].Duration(TimeSpan.FromMinutes(1), s_month),
            item["criticalWithin"].Duration(TimeSpan.FromMinutes(1), TimeSpan.FromHours(12)))
        {
            TargetBySpecialty = Pathways(item["pathways"], item["warningBefore"]),
        };
        if (before != item.ProblemCount || item["target"].IsAbsent)
            return rule;
        if (rule.WarningBefore >= rule.Target)
            item["warningBefore"]
                .Problem("The warning would come before the clock starts: it is not below the target.");
        if (rule.ImminentBefore >= rule.WarningBefore)
            item["imminentBefore"]
                .Problem("The second alert must come after the first: it is not below warningBefore.");
        if (rule.OfferExpires >= rule.Target)
            item["offerExpires"]
                .Problem("One offer would use up the whole target: it is not below the target.");
        return rule;
    }

    private static ImmutableSortedDictionary<Specialty, TimeSpan> Pathways(Setting list, Setting warning)
    {
        var targets = ImmutableSortedDictionary.CreateBuilder<Specialty, TimeSpan>();
        foreach (var pathway in list.Items(0, SettingWords<Specialty>.All.Length))
        {
            var item = pathway.Keys("specialty", "target");
            var before = item.ProblemCount;
            var specialty = item["specialty"].Choice<Specialty>();
            var target = item["target"].Duration(TimeSpan.FromMinutes(1), s_month);
            if (before != item.ProblemCount || item["target"].IsAbsent)
                continue;
            if (target <= warning.Duration(TimeSpan.Zero, s_month))
                item["target"].Problem("The warning would come before the clock starts: see warningBefore.");
            if (!targets.TryAdd(specialty, target))
                item["specialty"].Problem("This specialty already has a target of its own.");
        }
        return targets.ToImmutable();
    }

    private static ImmutableSortedDictionary<FlagCode, FlagRule> Flags(Setting list)
    {
        var flags = ImmutableSortedDictionary.CreateBuilder<FlagCode, FlagRule>();
        foreach (var flag in list.Items(0, FlagCountMax))
        {
            var item = flag.Keys("code", "label", "weightMilli", "reason");
            var before = item.ProblemCount;
            var code = new FlagCode(TerritoryFileReader.Id(item["code"]));
            var rule = new FlagRule(
                item["weightMilli"].Whole(FlagMilliMin, FlagMilliMax),
                TerritoryFileReader.Name(item["label"]));
            item["reason"].Text(1, DatedSetting.ReasonLengthMax);
            if (before == item.ProblemCount && !flags.TryAdd(code, rule))
                item["code"].Problem("This code already has a weight.");
        }
        return flags.ToImmutable();
    }

    private static ImmutableArray<int> Mismatch(Setting item)
    {
        item = item.Keys("reads", "good", "specialist");
        var before = item.ProblemCount;
        ImmutableArray<int> costs =
        [
            item["reads"].Whole(0, MilliMax), item["good"]
                .Whole(0, MilliMax), item["specialist"].Whole(0, MilliMax),
        ];
        if (before == item.ProblemCount && !item.IsAbsent && (costs[0] < costs[1] || costs[1] < costs[2]))
            item.Problem("A better skill must not cost more than a lesser one.");
        return costs;
    }

    private static ExamRule OneExamRule(Setting item)
    {
        item = item.Keys(
            "modality", "anyOf", "maxAgeYears", "specialty", "region", "expectedMinutes", "label");
        return new ExamRule(
            item["modality"].IsNull
                ? null
                : item["modality"]
                    .Text(1, 16, Modality(), "Capitals, digits and underscores are expected, or null."),
            [.. item["anyOf"].Items(0, WordCountMax).Select(Word)],
            item["maxAgeYears"].IsNull ? null : item["maxAgeYears"].Whole(1, 150),
            item["specialty"].Choice<Specialty>(),
            item["region"].Choice<AnatomicalRegion>(),
            item["expectedMinutes"].Whole(1, 240),
            TerritoryFileReader.Name(item["label"]));
    }

    private static string Word(Setting item)
    {
        var fragment = ExamMapping.Fragment(item.Text(2, 60));
        if (fragment.Length == 0 && !item.IsAbsent)
            item.Problem("A word needs a letter or a digit, otherwise every text begins with it.");
        return fragment;
    }

    [GeneratedRegex(@"^[A-Z0-9_]{1,16}\z")]
    private static partial Regex Modality();
}
