using Microsoft.Extensions.Logging.Abstractions;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>
/// An intake on a free port of loopback, before the real rules of a territory: commands are turns at once.
/// Time moves only when told; the folder outlives a restart.
/// </summary>
internal sealed class IntakeRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock gate = new();
    private readonly List<Command> commands = [];
    private readonly SemaphoreSlim happened = new(0);
    private readonly string folder = Directory.CreateTempSubdirectory("pimm-intake-").FullName;
    private readonly TerritorySettings settings;
    private bool isJournalDown;

    private IntakeRig(TerritorySettings settings)
    {
        this.settings = settings;
        Spec = new TerritorySpec(settings, (actor, _) => Actors.Initial(actor), Clock.GetUtcNow());
        Intake = Create();
    }

    public VirtualClock Clock { get; } = new();

    /// <summary>The territory, as its owner would have it.</summary>
    public TerritorySpec Spec { get; }

    public DicomIntake Intake { get; private set; }

    public int Port => Intake.Health.EndPoint!.Port;

    /// <summary>Every command that reached the territory, repeats too.</summary>
    public IReadOnlyList<StudyArrived> Told
    {
        get { lock (gate) return [.. commands.Select(c => (StudyArrived)c.Body)]; }
    }

    public IReadOnlyList<CommandId> Ids
    {
        get { lock (gate) return [.. commands.Select(c => c.Id)]; }
    }

    public IReadOnlyList<CaseState> Cases
    {
        get
        {
            lock (gate)
                return [.. Spec.Happened<CaseNumbered>().Select(e => Spec.State<CaseState>(e.Case))];
        }
    }

    public static async Task<IntakeRig> StartAsync(Func<TerritorySettings, TerritorySettings>? change = null)
    {
        var settings = Repository.Territory("hainaut-cambresis");
        var rig = new IntakeRig(change?.Invoke(settings) ?? settings);
        await rig.Intake.StartAsync(CancellationToken.None);
        return rig;
    }

    /// <summary>From now on no command has an outcome, or they have one again.</summary>
    public void SetJournalDown(bool isDown)
    {
        lock (gate)
            isJournalDown = isDown;
    }

    /// <summary>Ends the intake in order and starts another one on the same folder.</summary>
    public async Task RestartAsync()
    {
        await Intake.StopAsync(CancellationToken.None);
        await Intake.DisposeAsync();
        Intake = Create();
        await Intake.StartAsync(CancellationToken.None);
    }

    public Task<DicomClient> CallAsync(string aeTitle = "DENAIN") =>
        DicomClient.ConnectAsync(new DicomClientOptions
    {
        Host = "127.0.0.1",
        Port = Port,
        CallingAeTitle = aeTitle,
        CalledAeTitle = "PIMM",
        Contexts = [(Uids.CtImageStorage, TransferSyntax.ExplicitLittleEndian)],
    });

    /// <summary>Sends objects of a study over one association and releases it.</summary>
    public async Task<IReadOnlyList<DicomStatus>> SendAsync(
        SmallStudy study, int count, string aeTitle = "DENAIN")
    {
        var statuses = new List<DicomStatus>();
        await using var client = await CallAsync(aeTitle);
        for (var instance = 1; instance <= count; instance++)
            statuses.Add(await SmallStudy.SendAsync(client, study.Object(instance)));
        await client.ReleaseAsync();
        return statuses;
    }

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan by) => Clock.Advance(by);

    /// <summary>Waits until something holds, looked at again after each command and each tick.</summary>
    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            if (!await happened.WaitAsync(Patience))
                throw new TimeoutException("What the test waits for did not happen");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        happened.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private DicomIntake Create() => new(
        new IntakeOptions { StoreFolder = folder, Port = 0 }, [settings], SendAsync, Clock,
        NullLogger<DicomIntake>.Instance);

    private Task<Outcome> SendAsync(Command command)
    {
        try
        {
            lock (gate)
            {
                if (isJournalDown)
                    throw new TerritoryUnavailableException(UnavailableReason.JournalUnavailable);
                commands.Add(command);
                return Task.FromResult(Spec.Send(command.To, command.Body, command.By, command.Id.Value));
            }
        }
        finally
        {
            happened.Release();
        }
    }
}
