using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// The external provider: two people who read one case after the other, each after a while to transfer the
/// images and find out what it is about.
/// </summary>
internal sealed class ExternalLanes(World world)
{
    private const int LaneCount = 2;
    private const double SetUpMinutes = 8;

    /// <summary>Of a case that nobody planned and whose journal has lost what it is about.</summary>
    private const double TypicalMinutes = 13;

    private readonly DateTimeOffset[] freeAt = new DateTimeOffset[LaneCount];

    /// <summary>Takes a case; says when its report comes.</summary>
    public DateTimeOffset Take(CaseState item)
    {
        var lane = Array.IndexOf(freeAt, freeAt.Min());
        var now = world.Agenda.Now;
        var start = freeAt[lane] > now ? freeAt[lane] : now;
        var pure = world.ArrivalOf(item.Id)?.PureMinutes
            ?? item.Classification?.ExpectedMinutes ?? TypicalMinutes;
        return freeAt[lane] = start.AddMinutes(SetUpMinutes + pure);
    }
}
