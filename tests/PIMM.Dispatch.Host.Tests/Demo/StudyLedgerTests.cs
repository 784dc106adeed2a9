using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Tests.Intake;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class StudyLedgerTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pimm-ledger-").FullName;
    private StudyStore store = null!;

    private string LedgerPath => Path.Combine(folder, "demo-studies.txt");

    public Task InitializeAsync()
    {
        store = StudyStore.Open(new StudyStoreOptions { Root = folder });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_oldest_studies_leave_the_disk_and_others_are_not_touched()
    {
        var ledger = new StudyLedger(LedgerPath, studiesMax: 2);
        var stranger = await StoreAsync("stranger", told: true);
        var studies = new List<StudyKey>();
        for (var number = 1; number <= 4; number++)
        {
            studies.Add(await StoreAsync(Number(number), told: true));
            ledger.Add(studies[^1], store);
        }
        Assert.Equal([0, 0, 1, 1], studies.Select(s => store.ListObjects(s).Count));
        Assert.Single(store.ListObjects(stranger));
    }

    [Fact]
    public async Task The_limit_holds_over_restarts()
    {
        var first = await StoreAsync("1", told: true);
        new StudyLedger(LedgerPath, studiesMax: 1).Add(first, store);
        var again = new StudyLedger(LedgerPath, studiesMax: 1);
        Assert.Equal(1, again.Count);
        again.Add(await StoreAsync("2", told: true), store);
        Assert.Empty(store.ListObjects(first));
    }

    [Fact]
    public async Task A_study_that_was_not_told_yet_stays()
    {
        var ledger = new StudyLedger(LedgerPath, studiesMax: 1);
        var pending = await StoreAsync("1", told: false);
        ledger.Add(pending, store);
        ledger.Add(await StoreAsync("2", told: true), store);
        Assert.Single(store.ListObjects(pending));
    }

    private static string Number(int number) =>
        number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<StudyKey> StoreAsync(string name, bool told)
    {
        var study = new SmallStudy(name.Length == 1 ? name : "99");
        var dataSet = study.Object(1);
        var path = Path.Combine(store.IncomingFolder, name);
        await using (var file = File.Create(path))
            Part10.Write(file, dataSet, TransferSyntax.ExplicitLittleEndian);
        var stored = await store.AddAsync("hainaut-cambresis", "denain", new ReceivedObject
        {
            AssociationId = "1", CallingAeTitle = "DENAIN", RemoteAddress = System.Net.IPAddress.Loopback,
            SopClassUid = Uids.CtImageStorage, SopInstanceUid = dataSet.GetUid(Tags.SopInstanceUid)!,
            StudyInstanceUid = study.Uid, TransferSyntax = TransferSyntax.ExplicitLittleEndian,
            Header = dataSet,
            DataSetLength = 1, Path = path,
        });
        if (told)
            Assert.True(await store.ClearPendingAsync(stored.Study, 1));
        return stored.Study;
    }
}
