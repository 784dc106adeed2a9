using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Faults.Evenings;

/// <summary>
/// Somebody shares cases that others read, at any moment, and takes back what nobody has read for long.
/// </summary>
internal sealed class Sharing(FaultPlan plan, World world, Mishaps mishaps)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static readonly PartPlan[] Plans =
    [
        new("Tête", Specialty.Neuro, AnatomicalRegion.Head, 6),
        new("Thorax", Specialty.Thorax, AnatomicalRegion.Chest, 8),
        new("Abdomen", Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 8),
    ];

    private readonly Draw chance = new(plan.Seed, "sharing");
    private int said;

    public void See(in Recorded fact)
    {
        if (fact.Event is not CaseAccepted || !chance.Chance(plan.Shares))
            return;
        var id = new CaseId(fact.Actor.Key);
        world.Agenda.After(TimeSpan.FromMinutes(chance.Exponential(2)), () => Share(id));
    }

    private void Share(CaseId id)
    {
        if (world.Of(id) is not { Part: null, Unsigned: true, Parts.IsEmpty: true })
            return;
        Say(id, new SplitCase(null, [.. Plans.Take(1 + chance.Below(Plans.Length))]), outcome =>
        {
            if (outcome is not Outcome.Accepted)
                return;
            mishaps.Shares++;
            world.Agenda.After(Patience, () => TakeBack(id));
        });
    }

    private void TakeBack(CaseId id)
    {
        if (world.Of(id) is not { Unsigned: true } item)
            return;
        foreach (var part in item.OpenParts)
            Say(id, new TakeBackPart(null, part.Id), _ => { });
        world.Agenda.After(Patience, () => TakeBack(id));
    }

    private void Say(CaseId to, Message body, Action<Outcome> then)
    {
        var id = new CommandId(string.Create(CultureInfo.InvariantCulture, $"sharing-{++said}"));
        world.Outbox.Enqueue(new Saying(
            new Command(
                id, world.Settings.Id, world.Agenda.Now, new Identity("partage", "coordinator"), to, body),
            then));
    }
}
