using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Benchmarks.Dispatching;

/// <summary>How long one plan took; milliseconds.</summary>
public sealed record PlanTime(string What, double Median, double Fastest, double Slowest, int Runs)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{What}: median {Median:0.000} ms ({Fastest:0.000} to {Slowest:0.000}, {Runs} runs)");
}

/// <summary>
/// The time of one decision of the dispatcher, as the territory calls it: policies f and e over synthetic
/// cases of every urgency and specialty, with the rules of a territory of the product and as many readers as
/// wanted.
/// </summary>
public static class DispatchBenchmarks
{
    private const int Runs = 51;
    private const int WarmUp = 20;
    private const int Specialties = 8;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 20, 0, 0, TimeSpan.Zero);

    private static readonly DispatchPolicy[] Policies = [DispatchPolicy.F, DispatchPolicy.E];

    /// <summary>
    /// The two sizes of the bar, with few and many free; between them, how the time grows with the readers.
    /// </summary>
    private static readonly (int Readers, int Cases, int Free)[] Sizes =
    [
        (8, 20, 1), (8, 40, 8), (50, 2_000, 20), (100, 2_000, 20), (200, 2_000, 1), (200, 2_000, 20),
        (200, 2_000, 200),
    ];

    /// <summary>Bar P8: at most 0.2 ms at 8 readers, 10 ms at 200 readers and 2,000 open cases.</summary>
    public static IReadOnlyList<PlanTime> All(string territories)
    {
        var settings = TerritoryFiles.Load(territories)[0];
        return [.. Sizes.SelectMany(size => Policies.Select(policy => Measure(settings, policy, size)))];
    }

    private static PlanTime Measure(
        TerritorySettings settings, DispatchPolicy policy, (int Readers, int Cases, int Free) size)
    {
        var (readers, cases, free) = size;
        var many = settings with
        {
            Readers = ReadersOf(settings, readers),
            Weights = Dated.Always(settings.Weights.At(Now) with { Policy = policy }),
        };
        var state = StateOf(many, cases, free);
        var context = new TurnContext(
            Now, Identity.System, new CommandId("benchmark"), ActorId.Dispatcher, many, NextSequence: 1);
        var times = new List<double>(Runs);
        for (var run = -WarmUp; run < Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            var decision = state.Decide(Replan.Now, context);
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (decision.Events.OfType<CaseDispatched>().Count() < Math.Min(free, 1))
                throw new InvalidOperationException("a free reader was given nothing: nothing was measured");
            if (run >= 0)
                times.Add(took);
        }
        times.Sort();
        return new PlanTime(
            $"policy {policy}, {readers} readers ({free} free), {cases} open cases",
            times[Runs / 2], times[0], times[^1], Runs);
    }

    private static ImmutableSortedDictionary<ReaderId, ReaderSettings> ReadersOf(
        TerritorySettings settings, int count)
    {
        var always = new Privilege(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var sites = settings.Establishments.Keys.ToImmutableSortedDictionary(site => site, _ => always);
        return Enumerable.Range(0, count)
            .Select(n => new ReaderSettings(
                new ReaderId($"r{n:000}"), $"Lecteur {n}", $"L{n}", sites, SkillsOf(n), CapMinutes: 240))
            .ToImmutableSortedDictionary(reader => reader.Id, reader => reader);
    }

    /// <summary>Each reader has three to five specialties, at skills 1 to 3.</summary>
    private static ImmutableSortedDictionary<Specialty, int> SkillsOf(int n) =>
        Enumerable.Range(0, 3 + n % 3)
            .ToImmutableSortedDictionary(k => (Specialty)((n + 3 * k) % Specialties), k => 1 + (n + k) % 3);

    /// <summary>Readers who are not free read a case each; all other cases wait.</summary>
    private static DispatcherState StateOf(TerritorySettings settings, int count, int free)
    {
        var busy = settings.Readers.Keys.Skip(free).ToList();
        var cases = Enumerable.Range(0, count)
            .Select(n => CaseOf(settings, n, n < busy.Count ? busy[n] : null))
            .ToList();
        var duty = new CurrentDuty("1", DutyLine.OnSite, Now.AddHours(8));
        return DispatcherState.Initial with
        {
            Cases = cases.ToImmutableSortedDictionary(item => item.Id, item => item),
            Readers = settings.Readers.Keys.ToImmutableSortedDictionary(
                id => id,
                id => ReaderState.Initial with
                {
                    Presence = Presence.Available, Duty = duty,
                    InHand = cases.Where(item => item.Reader == id)
                        .ToImmutableSortedDictionary(item => item.Id, item => 12),
                }),
        };
    }

    private static CaseState CaseOf(TerritorySettings settings, int n, ReaderId? reader)
    {
        var site = settings.Establishments.Keys.ElementAt(n % settings.Establishments.Count);
        var urgency = (Urgency)(n % 10 == 0 ? 0 : 1 + n % 3);
        var start = Now.AddMinutes(-(n % 40));
        var due = start + settings.RuleOf(urgency, start).Target;
        return CaseState.Initial with
        {
            Exists = true, Id = CaseId.At(settings.Id, n + 1), Establishment = site,
            Origin = CaseOrigin.Images,
            Status = reader is null ? CaseStatus.ToRead : CaseStatus.Accepted, Reader = reader,
            AcceptedAt = reader is null ? null
            : Now.AddMinutes(-5), OpenedAt = start, ImagesCompleteAt = start,
            Patient = new Patient(
                "DEMO", $"N{n}", new DateOnly(1970, 1, 1), "O", $"P{n}", null, IdentityStatus.Provisional),
            Exam = new Exam("CT", null, "CT"),
            Classification = new Classification(
                urgency, (Specialty)(n % Specialties), AnatomicalRegion.Other, 8 + n % 12, Derived: false),
            Target = new Target(start, start, start, due),
        };
    }
}
