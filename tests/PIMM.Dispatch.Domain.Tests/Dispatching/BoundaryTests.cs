using System.Runtime.CompilerServices;
using PIMM.Dispatch.Cluster.Configuration;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>
/// 23:30 in the territories that hand over to a company in deep night, with cases in flight: the normal case,
/// because the boundary falls into the evening's peak.
/// </summary>
public sealed class BoundaryTests
{
    private static readonly ProviderId Company = new("societe-externe");

    /// <summary>23:05 in France, on a Wednesday in winter.</summary>
    private static readonly DateTimeOffset Before = new(2026, 1, 14, 22, 5, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Boundary = Before.AddMinutes(25);

    [Theory]
    [InlineData("centre-val-de-loire", "blois")]
    [InlineData("hainaut-cambresis", "denain")]
    public void At_half_past_eleven_nothing_is_lost_nothing_is_doubled_and_every_clock_goes_on(
        string territory, string hospital)
    {
        var settings = Settings(territory);
        var site = new EstablishmentId(hospital);
        var story = new Story(settings, Before);
        var reader = settings.Readers.Keys.First(
            id => Eligibility.MayRead(settings, id, site, Specialty.Neuro, Before));
        story.Tell(ActorId.Roster, new PutOnDuty(reader, DutyLine.OnCall, Before, Boundary));
        story.Tell(reader, new SetPresence(Presence.Available));
        var held = story.Arrives(Urgency.SemiUrgent, at: site);
        story.Accepts(held).Tell(held, new HoldCase(Boundary.AddHours(2), "antériorités"));
        var aside = story.Arrives(Urgency.Scheduled, at: site);
        story.Accepts(aside).Pass(1);
        var reading = story.Arrives(Urgency.Vital, at: site);
        story.Accepts(reading);
        var waiting = story.Arrives(Urgency.Urgent, at: site);
        CaseId[] all = [held, aside, reading, waiting];
        var dues = all.Select(id => story.Of(id).Target!.DueAt).ToList();

        while (story.Now < Boundary.AddMinutes(3))
        {
            story.Pass(0.5);
            Assert.All(all, id => Assert.NotNull(CaseOwner.Of(story.Of(id))));
        }

        var handover = Assert.Single(story.Roster.Handovers.Values);
        Assert.Equal(
            (Domain.Boundary.DutyEnd, (ProviderId?)Company, Boundary),
            (handover.Boundary, handover.Provider, handover.OpenedAt));
        Assert.Equivalent(new[] { held, aside }, handover.Cases, strict: true);
        Assert.All([held, aside, reading], id => Assert.Equal(reader, story.Of(id).Reader));
        var sent = story.Of(waiting).External!;
        Assert.Equal((Company, SendingDecider.Roster), (sent.Provider, sent.Subsidiarity.DecidedBy));
        Assert.All(sent.Subsidiarity.Tried, tried => Assert.Equal(LevelObstacle.DeepNight, tried.Why));

        story.Tell(ActorId.Roster, new AcceptHandover(handover.Id, Company));
        story.Tell(waiting, new AcceptExternally(Company));
        Assert.All([held, aside, waiting], id => Assert.Equal(
            new CaseOwner(OwnerKind.Provider, Company.Value), CaseOwner.Of(story.Of(id))));
        Assert.Equal(new CaseOwner(OwnerKind.Reader, reader.Value), CaseOwner.Of(story.Of(reading)));
        Assert.Equal(dues, all.Select(id => story.Of(id).Target!.DueAt));
        story.Signs(reading);
        Assert.Empty(story.Of(reader).InHand);
    }

    private static TerritorySettings Settings(string territory, [CallerFilePath] string here = "") =>
        TerritoryFiles.Load(Path.GetFullPath(Path.Combine(
                Path.GetDirectoryName(here)!, "..", "..", "..", "cluster-config", "territories")))
            .Single(settings => settings.Id.Value == territory);
}
