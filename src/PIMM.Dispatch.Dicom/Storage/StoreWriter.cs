using System.Threading.Channels;

namespace PIMM.Dispatch.Dicom.Storage;

/// <summary>
/// The only one that changes a store's folders. It works in rounds, so that the disk's journal is written
/// once for all that waits. Order within a round: object bytes, marker, name of the object, folder. A crash
/// at any point leaves either nothing that was acknowledged, or a marker too many.
/// </summary>
internal sealed class StoreWriter(StudyStoreOptions options, ChannelReader<StoreRequest> requests)
{
    // Enough to fill the disk's queue; a round stays below some 50 ms.
    private const int RoundMax = 64;

    // Studies whose marker stands. Others are counted on disk when they come back.
    private readonly Dictionary<string, int> _countByPendingFolder = [];

    /// <summary>Runs until the channel is completed. Owns its thread: flushes block.</summary>
    public void Run()
    {
        var round = new List<StoreRequest>();
        while (WaitForRequests())
        {
            round.Clear();
            while (round.Count < RoundMax && requests.TryRead(out var request))
                round.Add(request);
            RunRound(round);
        }
    }

    // A thread of its own may block; nobody awaits it.
    private bool WaitForRequests() => requests.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private void RunRound(List<StoreRequest> round)
    {
        var adds = round.OfType<StoreRequest.Add>().ToList();
        if (options.IsDurable)
            FlushFiles(adds);
        var studies = adds.Where(a => !a.Answer.Task.IsCompleted).GroupBy(a => a.Folder)
            .Select(s => new StudyRound(s.Key, [.. s])).ToList();
        // All names first, then all folders: the first folder's flush carries the others' names along.
        foreach (var study in studies.Where(s => Try(s.Adds, () => Place(s), () => TakeBack(s))).ToList())
            Try(study.Adds, () => Confirm(study), () => TakeBack(study));
        foreach (var clear in round.OfType<StoreRequest.Clear>())
            Try([clear], () => Clear(clear));
    }

    /// <summary>
    /// The bytes of all go out at once; then the first flush waits for the disk's journal, and the others
    /// find it written.
    /// </summary>
    private void FlushFiles(List<StoreRequest.Add> adds)
    {
        if (adds.Count > 1)
            adds.ForEach(add => Try([add], () => options.Flush.BeginFile(PathOf(add))));
        adds.ForEach(add => Try([add], () => options.Flush.File(PathOf(add))));
    }

    private static string PathOf(StoreRequest.Add add) => add.IsNew ? add.Received.Path : add.Target;

    /// <summary>Gives the study's new objects their names.</summary>
    private void Place(StudyRound study)
    {
        study.CountBefore = MakePending(study.Folder, study.Adds);
        foreach (var add in study.Adds.Where(a => a.IsNew))
        {
            if (File.Exists(add.Target))
                add.Answer.TrySetResult(null);
            else if (Try([add], () => File.Move(add.Received.Path, add.Target)))
                study.Renamed.Add(add);
        }
    }

    /// <summary>Makes the names durable; only now anybody hears of success.</summary>
    private void Confirm(StudyRound study)
    {
        FlushFolder(study.Folder);
        var count = study.CountBefore + study.Renamed.Count;
        if (_countByPendingFolder.ContainsKey(study.Folder))
            _countByPendingFolder[study.Folder] = count;
        foreach (var add in study.Adds)
            add.Answer.TrySetResult(count);
    }

    /// <summary>
    /// A folder that did not flush may never do so, and the system tells only once. What was renamed must not
    /// look stored when it is sent again.
    /// </summary>
    private void TakeBack(StudyRound study)
    {
        _countByPendingFolder.Remove(study.Folder);
        foreach (var add in study.Renamed)
            File.Delete(add.Target);
    }

    /// <summary>
    /// Makes the marker durable before the first new object has its name; returns the instances so far.
    /// </summary>
    private int MakePending(string folder, List<StoreRequest.Add> adds)
    {
        if (_countByPendingFolder.TryGetValue(folder, out var known))
            return known;
        var count = StudyStore.CountInstances(folder);
        var marker = Path.Combine(folder, PendingMarker.FileName);
        var isPending = File.Exists(marker);
        var first = adds.Find(a => a.IsNew);
        if (first is null && !isPending)
            return count;
        MakeFolder(folder);
        if (!isPending)
        {
            var temporary = marker + ".new";
            PendingMarker.Write(temporary, first!.Study, first.Received, options.Describe(first.Received));
            if (options.IsDurable)
                options.Flush.File(temporary);
            File.Move(temporary, marker, overwrite: true);
        }
        FlushFolder(folder);
        _countByPendingFolder[folder] = count;
        return count;
    }

    /// <summary>
    /// Creates the folder and those above it, each durable in the one that holds it. Folders that exist are
    /// flushed too: they may be left from a process that ended before it could.
    /// </summary>
    private void MakeFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var within = folder; within != options.Root;)
        {
            within = Path.GetDirectoryName(within)!;
            FlushFolder(within);
        }
    }

    private void Clear(StoreRequest.Clear clear)
    {
        var count = _countByPendingFolder.TryGetValue(clear.Folder, out var known)
            ? known
            : StudyStore.CountInstances(clear.Folder);
        if (count != clear.IfCountIs)
        {
            clear.Answer.TrySetResult(null);
            return;
        }
        File.Delete(Path.Combine(clear.Folder, PendingMarker.FileName));
        if (Directory.Exists(clear.Folder))
            FlushFolder(clear.Folder);
        _countByPendingFolder.Remove(clear.Folder);
        clear.Answer.TrySetResult(count);
    }

    private void FlushFolder(string folder)
    {
        if (options.IsDurable)
            options.Flush.Folder(folder);
    }

    /// <summary>Runs a step; its fault is the answer of those it concerns, and nobody else's.</summary>
    private static bool Try(IReadOnlyList<StoreRequest> concerned, Action step, Action? onFault = null)
    {
        try
        {
            step();
            return true;
        }
#pragma warning disable CA1031 // The writer's edge: what fails here is told to those who wait.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (onFault is not null)
                Try(concerned, onFault);
            foreach (var request in concerned)
                request.Answer.TrySetException(fault);
            return false;
        }
    }

    /// <summary>What one round does to one study.</summary>
    private sealed class StudyRound(string folder, List<StoreRequest.Add> adds)
    {
        public string Folder { get; } = folder;

        public List<StoreRequest.Add> Adds { get; } = adds;

        public List<StoreRequest.Add> Renamed { get; } = [];

        public int CountBefore { get; set; }
    }
}
