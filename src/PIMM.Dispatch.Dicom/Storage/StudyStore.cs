using System.Security.Cryptography;
using System.Threading.Channels;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>
/// Objects on disk, one folder for each study, under names of our own hash. An object that was added is
/// durable, and so is a marker that its study has news: nothing acknowledged can be forgotten, whenever the
/// process ends. One process owns a root.
/// </summary>
public sealed class StudyStore : IAsyncDisposable
{
    internal const string ObjectExtension = ".dcm";

    private const string IncomingName = "incoming";

    // More waiters than associations exist would be a leak; they wait instead.
    private const int WaitingMax = 1_024;

    private readonly StudyStoreOptions _options;
    private readonly Channel<StoreRequest> _requests = Channel.CreateBounded<StoreRequest>(
        new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    private readonly StoreWriter _writer;
    private readonly Task _writing;

    private StudyStore(StudyStoreOptions options)
    {
        _options = options;
        _writer = new StoreWriter(options, _requests.Reader);
        _writing = Task.Factory.StartNew(
            _writer.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// For <see cref="DicomServerOptions.IncomingFolder"/>: on the same volume, so that a rename is enough.
    /// </summary>
    public string IncomingFolder => Path.Combine(_options.Root, IncomingName);

    /// <summary>
    /// Opens or creates a store. What was still arriving when the process ended was never acknowledged: it
    /// goes.
    /// </summary>
    /// <exception cref="IOException">The root can't be used.</exception>
    public static StudyStore Open(StudyStoreOptions options)
    {
        var root = Path.GetFullPath(options.Root);
        var incoming = Directory.CreateDirectory(Path.Combine(root, IncomingName));
        foreach (var leftover in incoming.EnumerateFiles())
            leftover.Delete();
        return new StudyStore(options with { Root = root });
    }

    /// <summary>
    /// Takes a received object over. When this completes, the object is durable, and for a new one the
    /// study's pending marker too. One object waits for the flush that many share.
    /// </summary>
    /// <exception cref="IOException">It could not be made durable; it is not here, and must not be
    /// acknowledged.</exception>
    /// <exception cref="ArgumentException">The scope is not a slug, or the object is outside our incoming
    /// folder.</exception>
    public async Task<StoredObject> AddAsync(string scope, string establishment, ReceivedObject received)
    {
        // Elsewhere might be another volume, where a rename is a copy and nothing is atomic.
        if (Path.GetDirectoryName(Path.GetFullPath(received.Path)) != IncomingFolder)
            throw new ArgumentException("The object does not stand in the incoming folder", nameof(received));
        var study = new StudyKey(scope, establishment, received.StudyInstanceUid);
        var folder = Path.Combine(_options.Root, study.RelativeFolder());
        var target = Path.Combine(folder, study.FileNameOf(received.SopInstanceUid));
        while (true)
        {
            var outcome = !File.Exists(target) ? StoreOutcome.Stored
                : SameObject.Is(received, target) ? StoreOutcome.Duplicate
                : StoreOutcome.Conflict;
            var count = await AskAsync(new StoreRequest.Add(study, folder, target, received, outcome))
                .ConfigureAwait(false);
            // Null: another object took the name meanwhile, so compare with that one.
            if (count is not null)
                return new StoredObject(outcome, study, received.SopInstanceUid, target, count.Value);
        }
    }

    /// <summary>
    /// Removes the pending marker once its news has been told durably. False, and nothing happens, when the
    /// study has another number of instances by now: then there are new news.
    /// </summary>
    /// <exception cref="IOException">The removal could not be made durable.</exception>
    public async Task<bool> ClearPendingAsync(StudyKey study, int ifCountIs)
    {
        var folder = Path.Combine(_options.Root, study.RelativeFolder());
        return await AskAsync(new StoreRequest.Clear(study, folder, ifCountIs))
            .ConfigureAwait(false) is not null;
    }

    /// <summary>
    /// The studies of a scope whose news nobody has confirmed, with their instances counted on disk.
    /// </summary>
    /// <exception cref="ArgumentException">The scope is not a slug.</exception>
    public IReadOnlyList<PendingStudy> ListPending(string scope)
    {
        if (!StudyKey.IsSlug(scope))
            throw new ArgumentException("The scope is not a slug", nameof(scope));
        var scopeFolder = Path.Combine(_options.Root, scope);
        if (!Directory.Exists(scopeFolder))
            return [];
        return
        [
            // Two levels of folders; the objects in them are not looked at.
            .. Directory.EnumerateDirectories(scopeFolder).SelectMany(Directory.EnumerateDirectories)
                .Where(folder => File.Exists(Path.Combine(folder, PendingMarker.FileName)))
                .Select(folder => PendingMarker.Read(folder) with { InstanceCount = CountInstances(folder) })
                .OrderBy(p => p.Study.Establishment, StringComparer.Ordinal)
                .ThenBy(p => p.Study.StudyInstanceUid, StringComparer.Ordinal),
        ];
    }

    /// <summary>The scopes that have a folder.</summary>
    public IReadOnlyList<string> ListScopes() =>
    [
        .. Directory.EnumerateDirectories(_options.Root).Select(d => Path.GetFileName(d)!)
            .Where(name => name != IncomingName && StudyKey.IsSlug(name)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The DICOM files of a study, in the order of their names, which means nothing.</summary>
    public IReadOnlyList<string> ListObjects(StudyKey study)
    {
        var folder = Path.Combine(_options.Root, study.RelativeFolder());
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*" + ObjectExtension).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Where an instance is or would be kept.</summary>
    public string PathOf(StudyKey study, string sopInstanceUid) =>
        Path.Combine(_options.Root, study.RelativeFolder(), study.FileNameOf(sopInstanceUid));

    /// <summary>Finishes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    internal static int CountInstances(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + ObjectExtension).Count()
        : 0;

    private async Task<int?> AskAsync(StoreRequest request)
    {
        await _requests.Writer.WriteAsync(request).ConfigureAwait(false);
        return await request.Answer.Task.ConfigureAwait(false);
    }
}
