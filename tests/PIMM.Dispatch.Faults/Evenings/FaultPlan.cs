using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Faults.Evenings;

/// <summary>What goes wrong on one evening, and how the node is set up; all of it drawn from the
/// seed.</summary>
/// <param name="AppendFaults">Probability that an append meets a fault.</param>
/// <param name="CrashesPerHour">The process simply ends, between two steps.</param>
/// <param name="UnreadablePerHour">The journal can't be read for some seconds.</param>
/// <param name="Zombies">Probability that a process that was given up is still alive, and still gets
/// commands.</param>
/// <param name="LostAnswers">Probability that an answer does not reach whoever asked.</param>
/// <param name="Repeats">Probability that a command that was answered is sent once more, later.</param>
/// <param name="Slow">Probability that a command is on its way for up to a minute.</param>
/// <param name="PoisonPerHour">Commands that make an actor throw.</param>
/// <param name="JumpsPerHour">The wall clock is set wrong, or right again.</param>
/// <param name="Shares">Probability that a case that was taken is shared; no fault, but it should meet
/// them.</param>
internal sealed record FaultPlan(
    int Seed, TerritorySettings Settings, EveningPlan Evening, OwnerOptions Options, double AppendFaults,
    double CrashesPerHour, double UnreadablePerHour, double Zombies, double LostAnswers, double Repeats,
        double Slow,
    double PoisonPerHour, double JumpsPerHour, double Shares)
{
    public static FaultPlan Of(int seed)
    {
        var draw = new Draw(seed, "plan");
        var settings = TerritoryOf(draw);
        var scenario =
            EveningScenario.Of(
                settings, "faults", settings.Readers.Count, draw.Between(2, 10), draw.Between(0, 2)) with
        {
            // Whole minutes: a duty that ends between two microseconds can't be written.
            Length = TimeSpan.FromMinutes(Math.Round(draw.Between(60, 300))),
            LostReaderAfter = draw.Chance(0.2) ? TimeSpan.FromHours(draw.Between(0.2, 1)) : null,
            SurgeFactor = draw.Chance(0.2) ? 2 : 1,
        };
        double Sometimes(double chance, double most) => draw.Chance(chance) ? draw.Between(0, most) : 0;
        return new FaultPlan(
            seed, settings, EveningPlan.Of(seed, scenario, settings), OptionsOf(draw), Sometimes(0.7, 0.05),
            Sometimes(0.5, 4), Sometimes(0.3, 6), Sometimes(0.4, 1), Sometimes(0.7, 0.1), Sometimes(0.7, 0.2),
            Sometimes(0.7, 0.1), Sometimes(0.4, 3), Sometimes(0.3, 2), Sometimes(0.5, 0.3));
    }

    private static TerritorySettings TerritoryOf(Draw draw)
    {
        var all = Faults.Settings.All;
        var settings = all[draw.Below(all.Count)];
        return draw.Chance(0.5) ? settings : settings.With(1 + draw.Below(5));
    }

    /// <summary>Small limits on purpose: what happens rarely with the usual ones happens often
    /// here.</summary>
    private static OwnerOptions OptionsOf(Draw draw) => new()
    {
        SnapshotsInline = true,
        SnapshotEvery = draw.Choose([25, 200, int.MaxValue], _ => 1),
        RecentOutcomesMax = draw.Choose([0, 5, 20_000], _ => 1),
        BatchLengthMax = draw.Choose([1, 3, 500], _ => 1),
        MailboxLengthMax = draw.Choose([4, 5_000], _ => 1),
        Limits = new TerritoryLimits
        {
            FinishedRetention = draw.Choose([TimeSpan.FromMinutes(1), TimeSpan.FromHours(12)], _ => 1),
        },
    };
}
