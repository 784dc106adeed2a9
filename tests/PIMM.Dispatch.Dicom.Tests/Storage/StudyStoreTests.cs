using System.Net;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Storage;

namespace PIMM.Dispatch.Dicom.Tests.Storage;

public sealed class StudyStoreTests : IDisposable
{
    private const string Scope = "hainaut-cambresis";
    private const string Establishment = "DENAIN";

    private static readonly StudyKey Study = new(Scope, Establishment, "1.2.3");

    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task New_object_is_kept_under_names_of_our_own()
    {
        await using var store = Open();
        var stored = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4"));
        Assert.Equal((StoreOutcome.Stored, 1), (stored.Outcome, stored.InstanceCount));
        Assert.True(stored.ToStatus().IsSuccess);
        Assert.Equal(store.PathOf(Study, "1.2.3.4"), stored.Path);
        Assert.Equal("1.2.3.4", Part10.Read(stored.Path).DataSet.GetString(Tags.SopInstanceUid));
        var relative = Path.GetRelativePath(_folder.Sub("store"), stored.Path)
            .Split(Path.DirectorySeparatorChar);
        Assert.Equal([Scope, relative[2][..2]], relative[..2]);
        Assert.Matches("^[0-9a-f]{64}$", relative[2]);
        Assert.Matches("^[0-9a-f]{64}\\.dcm$", relative[3]);
        Assert.Empty(Directory.EnumerateFiles(store.IncomingFolder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("Ab")]
    [InlineData("-a")]
    [InlineData("é")]
    public async Task Scope_that_is_no_slug_is_refused(string scope)
    {
        await using var store = Open();
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.AddAsync(scope, Establishment, Receive(store, "1.2.3.4")));
        Assert.Throws<ArgumentException>(() => store.ListPending(scope));
    }

    [Fact]
    public async Task Object_from_elsewhere_is_refused()
    {
        await using var store = Open();
        var received = Receive(store, "1.2.3.4");
        var elsewhere = _folder.Sub("x.dcm");
        File.Move(received.Path, elsewhere);
        await Assert.ThrowsAsync<ArgumentException>(
            () => store.AddAsync(Scope, Establishment, received with { Path = elsewhere }));
    }

    /// <summary>D13: the same again is fine; something else under the same UID is not.</summary>
    [Fact]
    public async Task Duplicate_is_idempotent_and_conflict_keeps_the_original()
    {
        await using var store = Open();
        var first = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4"));
        var original = File.ReadAllBytes(first.Path);
        var again = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4"));
        Assert.Equal((StoreOutcome.Duplicate, 1), (again.Outcome, again.InstanceCount));
        Assert.True(again.ToStatus().IsSuccess);
        var other = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4", shade: 9));
        Assert.Equal((StoreOutcome.Conflict, 1), (other.Outcome, other.InstanceCount));
        Assert.Equal(0x0111, other.ToStatus().Code);
        Assert.Equal(original, File.ReadAllBytes(first.Path));
    }

    [Fact]
    public async Task Same_object_in_another_uncompressed_syntax_is_a_duplicate()
    {
        await using var store = Open();
        await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4"));
        TransferSyntax[] syntaxes = [TransferSyntax.ImplicitLittleEndian, TransferSyntax.ExplicitBigEndian];
        foreach (var syntax in syntaxes)
        {
            var again = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4", syntax: syntax));
            Assert.Equal(StoreOutcome.Duplicate, again.Outcome);
            var other = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.4", 9, syntax));
            Assert.Equal(StoreOutcome.Conflict, other.Outcome);
        }
    }

    [Fact]
    public async Task Same_uids_from_two_establishments_are_two_studies()
    {
        await using var store = Open();
        await store.AddAsync(Scope, "DENAIN", Receive(store, "1.2.3.4"));
        var other = await store.AddAsync(Scope, "MAUBEUGE", Receive(store, "1.2.3.4", shade: 9));
        Assert.Equal((StoreOutcome.Stored, 1), (other.Outcome, other.InstanceCount));
        Assert.Equal(["DENAIN", "MAUBEUGE"], store.ListPending(Scope).Select(p => p.Study.Establishment));
    }

    [Fact]
    public async Task Pending_marker_stands_until_the_news_is_told()
    {
        await using var store = Open(o => o with
        {
            Describe = r =>
                new Dictionary<string, string> { ["modality"] = r.Header.GetString(Tags.Modality)! },
        });
        Assert.Empty(store.ListPending(Scope));
        for (var i = 1; i <= 3; i++)
            await store.AddAsync(Scope, Establishment, Receive(store, $"1.2.3.{i}"));
        var pending = Assert.Single(store.ListPending(Scope));
        Assert.Equal((Study, "A0001", 3), (pending.Study, pending.AccessionNumber, pending.InstanceCount));
        Assert.Equal("CT", pending.Attributes["modality"]);
        Assert.False(await store.ClearPendingAsync(Study, ifCountIs: 2));
        Assert.Single(store.ListPending(Scope));
        Assert.True(await store.ClearPendingAsync(Study, ifCountIs: 3));
        Assert.Empty(store.ListPending(Scope));

        // A duplicate is no news; one more is.
        await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.1"));
        Assert.Empty(store.ListPending(Scope));
        var more = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.9"));
        Assert.Equal(4, more.InstanceCount);
        Assert.Equal(4, Assert.Single(store.ListPending(Scope)).InstanceCount);
        Assert.Equal([Scope], store.ListScopes());
    }

    [Fact]
    public async Task After_a_restart_studies_are_counted_again_and_leftovers_are_gone()
    {
        await using (var store = Open())
        {
            await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.1"));
            await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.2"));
            Receive(store, "1.2.3.3");
        }
        await using var again = Open();
        Assert.Empty(Directory.EnumerateFiles(again.IncomingFolder));
        Assert.Equal(2, Assert.Single(again.ListPending(Scope)).InstanceCount);
        Assert.Equal(2, again.ListObjects(Study).Count);
        var third = await again.AddAsync(Scope, Establishment, Receive(again, "1.2.3.3"));
        Assert.Equal(3, third.InstanceCount);
        Assert.True(await again.ClearPendingAsync(Study, 3));
    }

    [Fact]
    public async Task Marker_and_object_are_flushed_before_success_and_in_order()
    {
        var steps = new List<string>();
        var root = _folder.Sub("store");
        await using var store = Open(o => o with
        {
            Flush = new DiskFlush
            {
                File = path => Note("file", path),
                Folder = path => Note("folder", path),
            },
        });
        var stored = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.1"));
        var folder = Path.GetRelativePath(root, Path.GetDirectoryName(stored.Path)!);
        var above = Path.GetDirectoryName(folder)!;
        Assert.Equal(
            [
                "file incoming/1.part objects=0 marker=False",
                $"folder {above} objects=0 marker=False",
                $"folder {Scope} objects=0 marker=False",
                "folder . objects=0 marker=False",
                $"file {folder}/study.pending.new objects=0 marker=False",
                $"folder {folder} objects=0 marker=True",
                $"folder {folder} objects=1 marker=True",
            ],
            steps);

        void Note(string what, string path) => steps.Add(
            $"{what} {Path.GetRelativePath(root, path)} "
            + $"objects={Found("*.dcm")} marker={Found("study.pending") == 1}");
        int Found(string pattern) =>
            Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories).Count();
    }

    /// <summary>
    /// S2 for objects: what did not flush is not acknowledged, is not here, and can be sent again.
    /// </summary>
    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    public async Task Object_that_does_not_flush_is_not_acknowledged(string what)
    {
        var fails = false;
        var flushed = new DiskFlush();
        await using var store = Open(o => o with
        {
            Flush = new DiskFlush
            {
                File = path => FailOr(
                    what == "file" && !path.EndsWith(".new", StringComparison.Ordinal), flushed.File, path),
                Folder = path => FailOr(what == "folder", flushed.Folder, path),
            },
        });
        await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.1"));
        fails = true;
        var received = Receive(store, "1.2.3.2");
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync(Scope, Establishment, received));
        Assert.Single(store.ListObjects(Study));
        File.Delete(received.Path);
        fails = false;
        var again = await store.AddAsync(Scope, Establishment, Receive(store, "1.2.3.2"));
        Assert.Equal((StoreOutcome.Stored, 2), (again.Outcome, again.InstanceCount));

        void FailOr(bool concerned, Action<string> flush, string path)
        {
            if (fails && concerned)
                throw new IOException("Input/output error", 5);
            flush(path);
        }
    }

    [Fact]
    public async Task Failed_object_does_not_fail_its_neighbours()
    {
        var flushed = new DiskFlush();
        await using var store = Open(o => o with
        {
            Flush = new DiskFlush
            {
                File = path =>
                {
                    if (path.EndsWith("7.part", StringComparison.Ordinal))
                        throw new IOException("Input/output error", 5);
                    flushed.File(path);
                },
            },
        });
        var adds = Enumerable.Range(1, 9).Select(i => Receive(store, $"1.2.3.{i}"))
            .Select(r => store.AddAsync(Scope, Establishment, r)).ToList();
        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(adds));
        Assert.Equal(8, adds.Count(a => a.IsCompletedSuccessfully));
        Assert.Equal(8, store.ListObjects(Study).Count);
    }

    [Fact]
    public async Task Many_at_once_are_all_stored_once()
    {
        await using var store = Open();
        // Each object four times at the same moment, from four senders.
        var adds = Enumerable.Range(0, 200).Select(i => Receive(store, $"1.2.3.{i / 4}"))
            .Select(r => Task.Run(() => store.AddAsync(Scope, Establishment, r))).ToList();
        var stored = await Task.WhenAll(adds);
        Assert.Equal(50, stored.Count(s => s.Outcome == StoreOutcome.Stored));
        Assert.Equal(150, stored.Count(s => s.Outcome == StoreOutcome.Duplicate));
        Assert.Equal(50, Assert.Single(store.ListPending(Scope)).InstanceCount);
    }

    /// <summary>The server and the store together, as the Host joins them.</summary>
    [Fact]
    public async Task Object_sent_twice_and_then_changed_gets_success_success_0111()
    {
        await using var store = Open();
        await using var server = DicomServer.Start(new DicomServerOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            IncomingFolder = store.IncomingFolder,
            Decide = _ => AssociationDecision.Accept,
            StoreAsync = async (received, _) =>
                (await store.AddAsync(Scope, received.CallingAeTitle, received)).ToStatus(),
        });
        await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = "127.0.0.1",
            Port = server.EndPoint.Port,
            CallingAeTitle = Establishment,
            CalledAeTitle = "PIMM",
            Contexts = [(Uids.CtImageStorage, TransferSyntax.ExplicitLittleEndian)],
        });
        var statuses = new List<int>();
        foreach (var shade in new byte[] { 1, 1, 2 })
        {
            using var dataSet = new MemoryStream(DataSetWriter.Write(
                SyntheticImage.Create("1.2.3", 1, shade), TransferSyntax.ExplicitLittleEndian).ToArray());
            var meta = new FileMeta(Uids.CtImageStorage, "1.2.3.1.1", TransferSyntax.ExplicitLittleEndian);
            statuses.Add((await client.StoreAsync(meta, dataSet)).Code);
        }
        await client.ReleaseAsync();
        Assert.Equal([0, 0, 0x0111], statuses);
        Assert.Equal(1, Assert.Single(store.ListPending(Scope)).InstanceCount);
        Assert.Empty(Directory.EnumerateFiles(store.IncomingFolder));
    }

    /// <summary>Many senders at once, as on an evening with every hospital awake.</summary>
    [Fact]
    public async Task Sixteen_senders_at_once_lose_and_double_nothing()
    {
        const int Senders = 16;
        const int Images = 10;
        await using var store = Open();
        await using var server = DicomServer.Start(new DicomServerOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            IncomingFolder = store.IncomingFolder,
            Decide = _ => AssociationDecision.Accept,
            StoreAsync = async (received, _) =>
                (await store.AddAsync(Scope, received.CallingAeTitle, received)).ToStatus(),
        });
        await Task.WhenAll(Enumerable.Range(1, Senders).Select(sender => Task.Run(async () =>
        {
            await using var client = await DicomClient.ConnectAsync(new DicomClientOptions
            {
                Host = "127.0.0.1",
                Port = server.EndPoint.Port,
                CallingAeTitle = $"SITE{sender}",
                CalledAeTitle = "PIMM",
                Contexts = [(Uids.CtImageStorage, TransferSyntax.ExplicitLittleEndian)],
            });
            for (var image = 1; image <= Images; image++)
            {
                using var dataSet = new MemoryStream(DataSetWriter.Write(
                    SyntheticImage.Create("1.2.3", image), TransferSyntax.ExplicitLittleEndian).ToArray());
                var meta = new FileMeta(
                    Uids.CtImageStorage, $"1.2.3.1.{image}", TransferSyntax.ExplicitLittleEndian);
                Assert.True((await client.StoreAsync(meta, dataSet)).IsSuccess);
            }
            await client.ReleaseAsync();
        })));
        var pending = store.ListPending(Scope);
        Assert.Equal(Senders, pending.Count);
        Assert.All(pending, p => Assert.Equal(Images, p.InstanceCount));
    }

    private StudyStore Open(Func<StudyStoreOptions, StudyStoreOptions>? change = null)
    {
        var options = new StudyStoreOptions { Root = _folder.Sub("store") };
        return StudyStore.Open(change?.Invoke(options) ?? options);
    }

    /// <summary>A small CT object in the incoming folder, as a server hands it over.</summary>
    private ReceivedObject Receive(
        StudyStore store, string sopInstanceUid, byte shade = 1, TransferSyntax? syntax = null)
    {
        syntax ??= TransferSyntax.ExplicitLittleEndian;
        var dataSet = new DataSet()
            .Set(Tags.SopClassUid, Uids.CtImageStorage)
            .Set(Tags.SopInstanceUid, sopInstanceUid)
            .Set(Tags.AccessionNumber, "A0001")
            .Set(Tags.Modality, "CT")
            .Set(Tags.StudyInstanceUid, "1.2.3")
            .Set(Tags.PixelData, Vr.OW, new byte[] { shade, 0, shade, 0 });
        var path = Path.Combine(store.IncomingFolder, $"{++_files}.part");
        using (var file = File.Create(path))
            Part10.Write(file, dataSet, syntax);
        var bytes = DataSetWriter.Write(dataSet, syntax);
        return new ReceivedObject
        {
            AssociationId = "1",
            CallingAeTitle = Establishment,
            RemoteAddress = IPAddress.Loopback,
            SopClassUid = Uids.CtImageStorage,
            SopInstanceUid = sopInstanceUid,
            StudyInstanceUid = "1.2.3",
            TransferSyntax = syntax,
            Header = dataSet,
            DataSetLength = bytes.Length,
            Path = path,
        };
    }
}
