using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// What the virtual emergency departments do: read the report after a while, read back what is critical.
/// </summary>
internal sealed record RequesterHabits(DemoChance Chance)
{
    /// <summary>True while a case waits for its requester.</summary>
    public static bool Concerns(CaseState mine) =>
        mine.Status == CaseStatus.Signed || mine.Critical is { ConfirmedAt: null };

    public DemoAct? Next(CaseState mine, DateTimeOffset now)
    {
        var chance = Chance.For("requester").For(mine.Id.Value);
        if (mine.Critical is { ConfirmedAt: null } critical)
            return now >= critical.At + chance.For("back").Seconds(15, 60)
                ? new DemoAct($"read-back:{mine.Id}:{critical.At.UtcTicks}", mine.Id, new AcknowledgeReport(
                    "Reçu et relu par le médecin demandeur (démonstration)"))
                : null;
        return mine.Status == CaseStatus.Signed && now >= mine.SignedAt + chance.For("read").Seconds(30, 240)
            ? new DemoAct(
                $"acknowledge:{mine.Id}:{mine.SignedAt?.UtcTicks}", mine.Id, new AcknowledgeReport(null))
            : null;
    }
}
