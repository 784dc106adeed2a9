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

/// <summary>What came of one evening. Shares are of one hundred.</summary>
/// <param name="Under45">Vital and urgent cases signed within 45 minutes.</param>
/// <param name="StrokeUnder20">Strokes signed within 20 minutes.</param>
/// <param name="ScheduledUnder12h">Scheduled cases signed within 12 hours.</param>
/// <param name="Match">Vital and urgent cases read by a specialist (skill 3).</param>
/// <param name="Gini">Of the minutes read by the readers: 0 when all read the same.</param>
/// <param name="Externalised">Cases that went to the external provider.</param>
/// <param name="Reassignments">Offers that ended without being accepted.</param>
/// <param name="Unfinished">Examinations whose cases were not over at the end: always zero.</param>
public sealed record EveningResult(
    int Seed, int Cases, double Under45, Turnaround Emergencies,
    ImmutableSortedDictionary<Urgency, Turnaround> ByUrgency,
    double StrokeUnder20, double ScheduledUnder12h, double Match, double Gini, double Externalised,
    int Reassignments,
    int Unfinished, ImmutableSortedDictionary<ReaderId, int> MinutesRead, long Events)
{
    private const double EmergencyMinutes = 45;
    private const double StrokeMinutes = 20;
    private const double ScheduledMinutes = 12 * 60;
    private const int Specialist = 3;

    internal static EveningResult Of(World world, Tally tally)
    {
        var signed = world.CaseOf
            .Select(pair => (Arrival: world.Plan.Arrivals[pair.Key - 1], Case: world.Of(pair.Value)!))
            .Where(one => one.Case is { SignedAt: not null, ImagesCompleteAt: not null })
            .Select(one => new Read(one.Arrival, one.Case))
            .ToList();
        var emergencies = signed.FindAll(read => read.Urgency <= Urgency.Urgent);
        return new EveningResult(
            world.Plan.Seed, signed.Count,
            Share(emergencies, read => read.Minutes < EmergencyMinutes),
            Turnaround.Of(emergencies.Select(read => read.Minutes)),
            signed.GroupBy(read => read.Urgency).ToImmutableSortedDictionary(
                group => group.Key, group => Turnaround.Of(group.Select(read => read.Minutes))),
            Share(signed.FindAll(read => read.Arrival.Kind.Name == "stroke"), read =>
                read.Minutes < StrokeMinutes),
            Share(signed.FindAll(read => read.Urgency == Urgency.Scheduled), read =>
                read.Minutes < ScheduledMinutes),
            Share(emergencies, read => SkillOf(read.Case, world.Settings) == Specialist),
            GiniOf(tally.MinutesRead.Values), Share(signed, read => read.Case.Provider is not null),
            tally.OffersLost, world.Unfinished, tally.MinutesRead.ToImmutableSortedDictionary(),
            tally.Events);
    }

    private static double Share(List<Read> reads, Predicate<Read> holds) =>
        reads.Count == 0 ? 100 : 100.0 * reads.FindAll(holds).Count / reads.Count;

    private static int SkillOf(CaseState item, TerritorySettings settings) =>
        item.Reader is { } reader ? settings.Readers[reader].SkillIn(item.Classification!.Specialty) : 0;

    private static double GiniOf(IEnumerable<int> minutes)
    {
        var sorted = minutes.Order().Select(one => (double)one).ToArray();
        var sum = sorted.Sum();
        return sum == 0 ? 0
            : sorted.Select((one, index) => ((2 * (index + 1)) - sorted.Length - 1) * one)
                .Sum() / (sorted.Length * sum);
    }

    private sealed record Read(Arrival Arrival, CaseState Case)
    {
        public Urgency Urgency => Case.Classification!.Urgency;

        public double Minutes => (Case.SignedAt!.Value - Case.ImagesCompleteAt!.Value).TotalMinutes;
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
