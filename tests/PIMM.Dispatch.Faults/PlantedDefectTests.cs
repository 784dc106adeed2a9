using System.Text;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Faults.Checkers;
using PIMM.Dispatch.Faults.Doubles;
using PIMM.Dispatch.Faults.Evenings;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Faults;

/// <summary>
/// A checker that can't fail proves nothing: each is shown the history of a sound evening with one defect
/// planted,
/// and has to find it.
/// </summary>
public sealed class PlantedDefectTests
{
    /// <summary>A full evening with a little of everything.</summary>
    private static readonly FaultPlan Evening = FullEvening(seed: 7);

    private static readonly Lazy<Task<History>> Sound = new(() => FaultyEvening.PlayAsync(Evening));

    private static readonly Dictionary<string, Func<History, History>> Planted = new(StringComparer.Ordinal)
    {
        ["sequences are dense"] = history =>
            Entries(history, [.. history.Entries.Take(50), .. history.Entries.Skip(51)]),
        ["epochs never decrease"] = history =>
            Last(history, entry => entry with { Row = entry.Row with { Epoch = 0 } }),
        ["instants never decrease"] = history =>
            Last(history, entry => entry with { Row = entry.Row with { At = entry.Row.At.AddDays(-9) } }),
        ["the hash chain holds"] = history => Last(history, entry => entry with
        {
            Row = entry.Row with { Payload = Encoding.UTF8.GetBytes("{}") },
        }),
        ["no acknowledged command is lost"] = history =>
            history with { Outcomes = new Dictionary<CommandId, Outcome>() },
        ["no command is answered both ways"] = history => history with
        {
            Answers = [.. history.Answers,
                history.Answers[0] with { Outcome = new Outcome.Refused(new Refusal("x")) }],
        },
        ["no command is done twice"] = history => Last(history, entry => entry with
        {
            Row = entry.Row with { Command = history.Entries[0].Row.Command },
        }),
        ["no case is lost or doubled"] = history => Instead<ImagesReceived>(history, all: true),
        ["at most one reader has a case"] = history => Instead<CaseAccepted>(
            history, with: accepted =>
                accepted, after: accepted => accepted with { Reader = new ReaderId("autre") }),
        ["every unfinished case has an owner"] = history => Instead<LoadTaken>(history),
        ["no unfinished case is without a deadline"] = history => Instead<DeadlineSet>(history, all: true),
        ["an ended case leaves nothing ringing"] = history => Instead<NoticeCleared>(history, all: true),
        ["no part outlives its case"] = history => Instead<PartSigned>(history, all: true),
        ["loads add up"] = history => Instead<LoadPutDown>(history),
        ["nothing is promised and not offered"] = history => Instead<CaseOffered>(history),
        ["deadlines come once and at their instant"] = history => Instead<DeadlineReached>(history),
        ["every way to the state gives the same state"] = history => history with
        {
            StateHashes = [.. history.StateHashes, ("end", "000000000000")],
        },
        ["views are folds of the journal"] = history => history with { ViewDiffers = ["case/x.1"] },
        ["after the faults everything comes to its end"] = history =>
            history with { Unfinished = ["x.1 is Accepted"] },
    };

    public static TheoryData<string> Names => new(Checker.All.Select(checker => checker.Name));

    [Fact]
    public async Task The_evening_is_sound_before_anything_is_planted() =>
        Assert.Empty(Checker.Check(await Sound.Value));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_checker_finds_what_is_planted_for_it(string name)
    {
        var broken = Planted[name](await Sound.Value);
        Assert.NotNull(Checker.All.Single(checker => checker.Name == name).Violation(broken));
    }

    /// <summary>The ways in which a deadline can be wrong, each for itself.</summary>
    [Theory]
    [InlineData("did not stand")]
    [InlineData("early")]
    [InlineData("late")]
    [InlineData("it was due at")]
    public async Task A_deadline_can_be_wrong_in_several_ways(string way)
    {
        var sound = await Sound.Value;
        var index = sound.Entries.ToList()
            .FindIndex(entry => entry.Event is DeadlineReached { Name: "quiet" });
        var entry = sound.Entries[index];
        var reached = (DeadlineReached)entry.Event;
        List<Entry> entries = way switch
        {
            "did not stand" => [.. sound.Entries.Take(index + 1), entry, .. sound.Entries.Skip(index + 1)],
            "early" => Put(sound, index, entry.Recorded with { At = reached.DueAt.AddSeconds(-1) }),
            "late" => Put(sound, index, entry.Recorded with { At = reached.DueAt.AddHours(1) }),
            _ => Put(sound, index,
                entry.Recorded with { Event = reached with { DueAt = reached.DueAt.AddSeconds(1) } }),
        };
        Assert.Contains(
            way, DeadlineChecks.OnceAndInTime(Entries(sound with { Outages = [] }, entries)),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_that_two_cases_hold_is_found()
    {
        var sound = await Sound.Value;
        var cases = sound.Entries.Where(entry => entry.Event is ImagesReceived)
            .DistinctBy(entry => entry.Row.Actor).Take(2).ToList();
        var second = sound.Entries.ToList().FindIndex(entry => ReferenceEquals(entry, cases[1]));
        var broken = Entries(sound, Put(sound, second, cases[1].Recorded with { Event = cases[0].Event }));
        Assert.NotNull(CaseChecks.EveryExaminationHasItsCase(broken));
    }

    /// <summary>The whole campaign on a journal that answers before it has written.</summary>
    [Fact]
    public async Task A_journal_that_answers_before_it_writes_is_found_out()
    {
        var plan = Evening with { CrashesPerHour = 4, AppendFaults = 0 };
        var history = await FaultyEvening.PlayAsync(plan, new WriteBackJournal(writeEvery: 7));
        Assert.Contains(
            Checker.Check(history), found =>
                found.StartsWith("no acknowledged command is lost", StringComparison.Ordinal));
    }

    private static FaultPlan FullEvening(int seed)
    {
        var settings = Settings.All[0].With(3);
        return FaultPlan.Of(seed) with
        {
            Settings = settings, Shares = 1,
            Evening = EveningPlan.Of(seed, EveningScenario.Of(settings, "full", 3, 6, 1), settings),
        };
    }

    private static History Entries(History history, IReadOnlyList<Entry> entries) =>
        history with { Entries = entries };

    private static History Last(History history, Func<Entry, Entry> change) =>
        Entries(history, [.. history.Entries.SkipLast(1), change(history.Entries[^1])]);

    private static List<Entry> Put(History history, int index, Recorded recorded)
    {
        var entries = history.Entries.ToList();
        entries[index] = entries[index] with { Recorded = recorded };
        return entries;
    }

    /// <summary>
    /// Events of one type become something that changes nothing: the first of them, or all; or the first is
    /// followed
    /// by a second that is like it.
    /// </summary>
    private static History Instead<T>(
        History history, bool all = false, Func<T, DomainEvent>? with = null, Func<T,
            DomainEvent>? after = null)
        where T : DomainEvent
    {
        var entries = new List<Entry>();
        var done = false;
        foreach (var entry in history.Entries)
        {
            if (entry.Event is not T fact || (done && !all))
            {
                entries.Add(entry);
                continue;
            }
            done = true;
            entries.Add(entry with { Recorded =
                entry.Recorded with { Event = with?.Invoke(fact) ?? new NoticeAcknowledged(0) } });
            if (after is not null)
                entries.Add(entry with { Recorded = entry.Recorded with { Event = after(fact) } });
        }
        return Entries(history, entries);
    }
}
