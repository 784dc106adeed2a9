using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// An external company at work: accepts after a while, reads and signs; now and then it says nothing, gives a
/// case back, or sends its report on paper, which the coordinator signs for it.
/// </summary>
internal sealed class VirtualProvider(World world)
{
    private const double AcceptMinutes = 2;

    private readonly ExternalLanes lanes = new(world);
    private readonly Draw whims = new(world.Plan.Seed, "provider");

    private Hazards Hazards => world.Plan.Scenario.Hazards;

    public void See(DomainEvent fact, CaseState item)
    {
        if (fact is CaseExternalised sent)
            Notice(sent.Provider, item.Id);
        else if (fact is ProviderAccepted accepted)
            Read(accepted.Provider, item);
    }

    private void Notice(ProviderId provider, CaseId id)
    {
        var isSilent = whims.Chance(Hazards.ProviderSilent);
        if (!isSilent)
            world.Agenda.After(
                Minutes(AcceptMinutes), () => Say(provider, id, new AcceptExternally(provider)));
    }

    private void Read(ProviderId provider, CaseState item)
    {
        var (returns, paper) =
            (whims.Chance(Hazards.ProviderReturns), whims.Chance(Hazards.ProviderOnPaper));
        var id = item.Id;
        world.Agenda.At(lanes.Take(item), () =>
        {
            if (returns)
                Say(provider, id, new GiveBackExternally(provider, "images illisibles (essai)"));
            else if (paper && world.Of(id) is { Status: CaseStatus.Externalised })
                world.Say("coordination", "coordinator", id, new SignReport(null, "Reçu (essai).", null));
            else
                Say(provider, id, new SignReport(provider, "Compte rendu (essai).", null));
        });
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private void Say(ProviderId provider, CaseId id, Message body)
    {
        if (world.Of(id) is { Status: CaseStatus.Externalised } item && item.Provider == provider)
            world.Say(provider.Value, "provider", id, body);
    }
}
