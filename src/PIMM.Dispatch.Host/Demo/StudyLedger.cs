using PIMM.Dispatch.Dicom.Storage;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// The fictitious studies on the disk, oldest first, so that the demonstration never fills it. A file of its
/// own, one line a study: nothing that the ledger does not name is ever removed.
/// </summary>
internal sealed class StudyLedger
{
    private const string PendingMarkers = "*.pending";

    private readonly Lock gate = new();
    private readonly Queue<StudyKey> studies = new();
    private readonly string path;
    private readonly int studiesMax;

    /// <exception cref="IOException">The file can't be read.</exception>
    public StudyLedger(string path, int studiesMax)
    {
        (this.path, this.studiesMax) = (path, studiesMax);
        if (!File.Exists(path))
            return;
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.Split(' ') is [var territory, var establishment, var study])
                studies.Enqueue(new StudyKey(territory, establishment, study));
        }
    }

    public int Count
    {
        get { lock (gate) return studies.Count; }
    }

    /// <summary>
    /// Notes a study that is about to be sent, and removes the images of the oldest beyond the limit.
    /// </summary>
    /// <exception cref="IOException">The file can't be written, or an image can't be removed.</exception>
    public void Add(StudyKey study, StudyStore store)
    {
        lock (gate)
        {
            studies.Enqueue(study);
            while (studies.Count > studiesMax && TryRemove(studies.Peek(), store))
                studies.Dequeue();
            File.WriteAllLines(
                path, studies.Select(s => $"{s.Scope} {s.Establishment} {s.StudyInstanceUid}"));
        }
    }

    /// <summary>False while its territory has not been told of the study.</summary>
    private static bool TryRemove(StudyKey study, StudyStore store)
    {
        var images = store.ListObjects(study);
        if (images.Count == 0)
            return true;
        var folder = Path.GetDirectoryName(images[0])!;
        if (Directory.EnumerateFiles(folder, PendingMarkers).Any())
            return false;
        foreach (var image in images)
            File.Delete(image);
        return true;
    }
}
