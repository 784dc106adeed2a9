using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation;

/// <summary>
/// Turnaround of some cases: images available to report signed, in minutes; percentiles by nearest rank.
/// </summary>
public sealed record Turnaround(int Count, double Mean, double P50, double P90, double P99)
{
    public static Turnaround Of(IEnumerable<double> minutes)
    {
        var sorted = minutes.Order().ToArray();
        return sorted.Length == 0
            ? new Turnaround(0, 0, 0, 0, 0)
            : new Turnaround(
                sorted.Length, sorted.Average(), At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99));
    }

    private static double At(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}

/// <summary>A case that was signed, as the figures need it.</summary>
/// <param name="Number">Of the examination: the same one under every policy.</param>
/// <param name="ArrivedAfter">From the evening's start to the complete images.</param>
/// <param name="Minutes">From there to the signed report.</param>
/// <param name="Reader">null: an external provider.</param>
/// <param name="Accepted">From the evening's start to the last acceptance.</param>
/// <param name="BySpecialist">Its reader has skill 3.</param>
public sealed record ReadCase(
    int Number, Urgency Urgency, bool Stroke, TimeSpan ArrivedAfter, double Minutes, ReaderId? Reader,
    TimeSpan? Accepted, bool BySpecialist)
{
    public bool IsEmergency => Urgency <= Urgency.Urgent;

    public bool IsExternal => Reader is null;

    public TimeSpan Signed => ArrivedAfter + TimeSpan.FromMinutes(Minutes);
}

/// <summary>What came of one evening. Shares are of one hundred.</summary>
/// <param name="Gini">Of the minutes read by the readers: 0 when all read the same.</param>
/// <param name="Reassignments">Offers that ended without being accepted.</param>
/// <param name="Unfinished">Examinations whose cases were not over at the end: always zero.</param>
public sealed record EveningResult(
    int Seed, ImmutableArray<ReadCase> Reads, double Gini, int Reassignments, int Unfinished,
    ImmutableSortedDictionary<ReaderId, int> MinutesRead, long Events)
{
    public const double EmergencyMinutes = 45;
    public const double StrokeMinutes = 20;
    public const double ScheduledMinutes = 12 * 60;
    private const int Specialist = 3;

    public int Cases => Reads.Length;

    /// <summary>Vital and urgent cases: those of which the 45 minutes are promised.</summary>
    public IEnumerable<ReadCase> Emergencies => Reads.Where(read => read.IsEmergency);

    /// <summary>Strokes with a stroke's target.</summary>
    public IEnumerable<ReadCase> Strokes =>
        Reads.Where(read => read is { Stroke: true, Urgency: Urgency.Vital });

    public IEnumerable<ReadCase> Scheduled => Reads.Where(read => read.Urgency == Urgency.Scheduled);

    internal static EveningResult Of(World world, Tally tally) => new(
        world.Plan.Seed,
        [.. world.CaseOf
            .Select(pair => (Arrival: world.Plan.Arrivals[pair.Key - 1], Case: world.Of(pair.Value)!))
            .Where(one => one.Case is { SignedAt: not null, ImagesCompleteAt: not null })
            .Select(one => ReadOf(one.Arrival, one.Case, world.Plan.Scenario.Start, world.Settings))],
        GiniOf(world.Plan.Readers.Select(reader => tally.MinutesRead.GetValueOrDefault(reader.Id))),
        tally.OffersLost, world.Unfinished, tally.MinutesRead.ToImmutableSortedDictionary(), tally.Events);

    /// <param name="item">Signed.</param>
    internal static ReadCase ReadOf(
        Arrival arrival, CaseState item, DateTimeOffset start, TerritorySettings settings)
    {
        var reader = item.Provider is null ? item.Reader : null;
        var specialty = item.Classification!.Specialty;
        return new ReadCase(
            arrival.Number, item.Classification.Urgency, arrival.Kind.Name == ExamKind.Stroke,
            item.ImagesCompleteAt!.Value - start,
            (item.SignedAt!.Value - item.ImagesCompleteAt.Value).TotalMinutes,
            reader, item.AcceptedAt - start,
            reader is { } id && settings.Readers.TryGetValue(id, out var known)
                && known.SkillIn(specialty) == Specialist);
    }

    internal static double GiniOf(IEnumerable<int> minutes)
    {
        var sorted = minutes.Order().Select(one => (double)one).ToArray();
        var sum = sorted.Sum();
        return sum == 0 ? 0
            : sorted.Select((one, index) => ((2 * (index + 1)) - sorted.Length - 1) * one)
                .Sum() / (sorted.Length * sum);
    }
}

/// <summary>What is counted while the evening goes on.</summary>
internal sealed class Tally
{
    public SortedDictionary<ReaderId, int> MinutesRead { get; } = [];

    public int OffersLost { get; private set; }

    public long Events { get; private set; }

    public void See(in Recorded fact)
    {
        Events++;
        switch (fact.Event)
        {
            case OfferEnded:
                OffersLost++;
                break;
            case LoadPutDown { Read: true } down:
                var reader = new ReaderId(fact.Actor.Key);
                MinutesRead[reader] = MinutesRead.GetValueOrDefault(reader) + down.Minutes;
                break;
        }
    }
}
