using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Rosters;

/// <summary>Starts and ends of duties when somebody sets the machine's clock.</summary>
public sealed class DutyClockTests
{
    private static readonly ReaderId s_reader = new("radiologue1");

    private static readonly TerritorySettings s_hainaut = TerritoryFiles.Parse(
        "hainaut-cambresis.json", Configuration.RepositoryFiles.Territory("hainaut-cambresis"));

    private readonly VirtualClock machine = new();

    [Theory]
    [InlineData(24)]
    [InlineData(-24)]
    public async Task A_jump_of_a_day_loses_no_start_and_no_end(int hours)
    {
        var owner = await TerritoryOwner.OpenAsync(new TerritorySetup(
            s_hainaut, static (actor, _) => Actors.Initial(actor), TerritoryCodec.Domain,
            new Journal.InMemoryJournal(), new SteadyClock(machine), new OwnerOptions(),
            new RecordingLogger()));
        var planned = owner.SendAsync(new Command(
            new CommandId("1"), s_hainaut.Id, VirtualClock.Evening, Identity.System, ActorId.Roster,
            new PutOnDuty(s_reader, DutyLine.OnSite, VirtualClock.Evening.AddHours(1),
                VirtualClock.Evening.AddHours(3))));
        await owner.StepAsync();
        Assert.IsType<Outcome.Accepted>(await planned);

        await PassAsync(owner, TimeSpan.FromMinutes(59));
        machine.SetWall(TimeSpan.FromHours(hours));
        await owner.StepAsync();
        Assert.Null(DutyOf(owner));
        await PassAsync(owner, TimeSpan.FromMinutes(1));
        Assert.Equal(VirtualClock.Evening.AddHours(3), DutyOf(owner)?.Until);
        machine.SetWall(TimeSpan.Zero);
        await PassAsync(owner, TimeSpan.FromMinutes(119));
        Assert.NotNull(DutyOf(owner));
        await PassAsync(owner, TimeSpan.FromMinutes(1));
        Assert.Null(DutyOf(owner));
    }

    private async Task PassAsync(TerritoryOwner owner, TimeSpan time)
    {
        machine.Advance(time);
        await owner.StepAsync();
    }

    private static CurrentDuty? DutyOf(TerritoryOwner owner) => owner.Capture().Actors
        .Where(actor => actor.Id == (ActorId)s_reader).Select(actor => ((ReaderState)actor.State).Duty)
        .SingleOrDefault();
}
