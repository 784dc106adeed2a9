using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.TestKit.Toys;

/// <summary>
/// An owner of toys on a virtual clock, stepped by the test. <see cref="RestartAsync"/> is a new process on
/// the same journal: what was not durable is gone.
/// </summary>
public sealed class OwnerRig(
    OwnerOptions? options = null, IJournal? disk = null, ITerritoryCodec? codec = null)
{
    // No test needs more steps to come to rest; one that does has found a loop.
    private const int StepsMax = 10_000;

    private TerritoryOwner? owner;
    private int commandCount;

    public VirtualClock Clock { get; } = new();

    public RecordingLogger Log { get; } = new();

    public IJournal Disk { get; } = disk ?? new InMemoryJournal();

    public FaultyJournal Journal { get; private set; } = new(new InMemoryJournal());

    public OwnerOptions Options { get; set; } = options ?? new OwnerOptions { SnapshotsInline = true };

    public TerritoryOwner Owner => owner ?? throw new InvalidOperationException("the rig is not started");

    public TerritorySetup Setup =>
        new(ToySettings.Default, ToyActors.Factory, codec ?? new ToyCodec(), Journal, Clock,
        Options, Log);

    public async Task<OwnerRig> StartAsync()
    {
        Journal = new FaultyJournal(Disk);
        owner = await TerritoryOwner.OpenAsync(Setup);
        return this;
    }

    /// <summary>The process is gone and another one starts.</summary>
    public Task<OwnerRig> RestartAsync() => StartAsync();

    public Command Command(ActorId to, Message body, string? id = null) => new(
        new CommandId(id ?? $"command-{++commandCount}"), ToySettings.Id, Clock.GetUtcNow(),
        new Identity("tester", "coordinator"), to, body);

    /// <summary>Sends without stepping.</summary>
    public Task<Outcome> Post(ActorId to, Message body, string? id = null) =>
        Owner.SendAsync(Command(to, body, id));

    /// <summary>Sends, steps until nothing is left to do, gives the outcome.</summary>
    public async Task<Outcome> Send(ActorId to, Message body, string? id = null)
    {
        var reply = Post(to, body, id);
        await SettleAsync();
        return await reply.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>
    /// Steps until nothing is left to do now; waits between tries are passed in virtual time.
    /// </summary>
    public async Task SettleAsync()
    {
        for (var steps = 0; steps < StepsMax; steps++)
        {
            var report = await Owner.StepAsync();
            if (report.RetryAfter is { } wait)
                Clock.Advance(wait);
            else if (!report.MoreToDo)
                return;
        }
        throw new SpecFailedException("the owner does not come to rest");
    }

    /// <summary>Lets time pass, stepping at each deadline on the way.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var end = Clock.GetUtcNow() + by;
        while (Owner.NextDueAt is { } due && due <= end)
        {
            if (due > Clock.GetUtcNow())
                Clock.Advance(due - Clock.GetUtcNow());
            await SettleAsync();
        }
        if (end > Clock.GetUtcNow())
            Clock.Advance(end - Clock.GetUtcNow());
        await SettleAsync();
    }

    public ToyState State(ActorId actor) =>
        Owner.Capture().Actors.SingleOrDefault(image => image.Id == actor)?.State as ToyState
        ?? ToyState.Empty;

    /// <summary>Every row on the disk.</summary>
    public async Task<IReadOnlyList<JournalRow>> RowsAsync()
    {
        var rows = new List<JournalRow>();
        await foreach (var row in Disk.ReadAsync(ToySettings.Id, 0))
            rows.Add(row);
        return rows;
    }

    /// <summary>Every event on the disk.</summary>
    public async Task<IReadOnlyList<Recorded>> HistoryAsync() =>
        [.. (await RowsAsync()).Select(row => new Recorded(row.Sequence, row.Actor, row.At,
            new Identity(row.By, ""), Setup.Codec.Decode(row.EventType, row.EventVersion, row.Payload)))];
}
