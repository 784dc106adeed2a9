using System.Net.Sockets;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>
/// <c>kill -9</c> while images arrive, between what is stored and what is told: after a restart every study
/// that had an image acknowledged is one case, with all of its images.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 6;
    private const int ImagesPerStudy = 12;
    private const int SendersAtOnce = 3;
    private const int Seed = 20261122;

    private static readonly TimeSpan ToldWithin = TimeSpan.FromSeconds(30);

    private readonly string data = Directory.CreateTempSubdirectory("pimm-kill-").FullName;
    private readonly Random random = new(Seed);

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task No_acknowledged_image_is_forgotten_and_no_case_is_doubled()
    {
        var acknowledged = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < Rounds; round++)
        {
            await using var node = await KilledNode.StartAsync(data);
            // Killed after this many acknowledgements, from the very first one on, in the middle of others.
            var left = random.Next(1, SendersAtOnce * ImagesPerStudy);
            void Acknowledged()
            {
                if (Interlocked.Decrement(ref left) == 0)
                    node.Kill();
            }
            var senders = Enumerable.Range(1, SendersAtOnce).Select(sender =>
                SendUntilKilledAsync(node, new SmallStudy($"{round + 1}{sender}"), Acknowledged));
            foreach (var (study, count) in await Task.WhenAll(senders))
                acknowledged[study] = count;
        }
        await using (var node = await KilledNode.StartAsync(data))
            await UntilToldAsync(node);
        var cases = await CasesAsync();
        foreach (var (study, count) in acknowledged.Where(pair => pair.Value > 0))
        {
            var images = Assert.Contains(study, cases);
            Assert.InRange(images, count, ImagesPerStudy);
            Assert.Equal(StoredImages(study), images);
        }
        var begun = acknowledged.Values.Count(count => count > 0);
        Assert.True(begun >= Rounds, $"seed {Seed}: only {begun} studies were begun");
    }

    /// <summary>
    /// Sends one study until it is whole or the node is gone; gives how many images were acknowledged.
    /// </summary>
    private static async Task<(string Study, int Acknowledged)> SendUntilKilledAsync(
        KilledNode node, SmallStudy study, Action onAcknowledged)
    {
        var count = 0;
        try
        {
            await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
            {
                Host = "127.0.0.1", Port = node.DicomPort, CallingAeTitle = "DENAIN", CalledAeTitle = "PIMM",
                Contexts = [(Uids.CtImageStorage, TransferSyntax.ExplicitLittleEndian)],
            });
            for (var instance = 1; instance <= ImagesPerStudy; instance++)
            {
                var status = await SmallStudy.SendAsync(client, study.Object(instance));
                Assert.Equal(DicomStatus.Success, status);
                count++;
                onAcknowledged();
            }
            await client.ReleaseAsync();
        }
        catch (Exception gone) when (gone is IOException or SocketException or DicomConnectionLostException)
        {
            // Killed: what was acknowledged until now is what counts.
        }
        return (study.Uid, count);
    }

    /// <summary>
    /// Waits until no study has a marker any more; each look is paced by a call to the node.
    /// </summary>
    private async Task UntilToldAsync(KilledNode node)
    {
        using var http = new HttpClient { BaseAddress = node.Web };
        using var patience = new CancellationTokenSource(ToldWithin);
        while (Directory.EnumerateFiles(data, "study.pending", SearchOption.AllDirectories).Any())
            (await http.GetAsync("/readyz", patience.Token)).Dispose();
    }

    /// <summary>
    /// From the journal itself: the images of each study; fails when a study has two cases.
    /// </summary>
    private async Task<Dictionary<string, int>> CasesAsync()
    {
        var codec = TerritoryCodec.Domain;
        var images = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var journal = SqliteJournal.Open(Path.Combine(data, "journal.db"));
        await foreach (var row in journal.ReadAsync(new TerritoryId("hainaut-cambresis"), 0))
        {
            switch (codec.Decode(row.EventType, row.EventVersion, row.Payload))
            {
                case CaseNumbered { Study: { } study }:
                    Assert.True(images.TryAdd(study.Value, 0), $"seed {Seed}: {study} has two cases");
                    break;
                case ImagesReceived received:
                    images[received.Study.Value] = received.Count;
                    break;
            }
        }
        return images;
    }

    private int StoredImages(string study) => StudyStore.Open(
            new StudyStoreOptions { Root = Path.Combine(data, "images") })
        .ListObjects(new StudyKey("hainaut-cambresis", "denain", study)).Count;
}
