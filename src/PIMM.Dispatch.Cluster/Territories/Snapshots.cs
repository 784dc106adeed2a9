using System.Security.Cryptography;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// Saves the territory's image every so many events. The owner's thread only takes the references; bytes are
/// made and written elsewhere, one snapshot at a time. A snapshot that fails costs time at the next start,
/// nothing else.
/// </summary>
internal sealed class Snapshots(TerritorySetup setup, long last)
{
    private Task saving = Task.CompletedTask;
    private long last = last;

    /// <summary>Takes a snapshot when enough happened since the last one.</summary>
    public Task ConsiderAsync(Territory territory, JournalHead head)
    {
        if (head.Sequence - last < setup.Options.SnapshotEvery || !saving.IsCompleted)
            return Task.CompletedTask;
        Start(territory, head);
        return setup.Options.SnapshotsInline ? saving : Task.CompletedTask;
    }

    /// <summary>Takes a snapshot now, after the one that is being saved, and waits for it.</summary>
    public async Task TakeAsync(Territory territory, JournalHead head)
    {
        await saving.ConfigureAwait(false);
        if (head.Sequence == last)
            return;
        Start(territory, head);
        await saving.ConfigureAwait(false);
    }

    private void Start(Territory territory, JournalHead head)
    {
        var image = territory.Capture();
        last = head.Sequence;
        saving = setup.Options.SnapshotsInline
            ? SaveAsync(image, head)
            : Task.Run(() => SaveAsync(image, head));
    }

    private async Task SaveAsync(TerritoryImage image, JournalHead head)
    {
        try
        {
            var bytes = ImageFormat.Encode(image, setup.Codec);
            await setup.Journal.SaveSnapshotAsync(new Snapshot(
                setup.Id, head.Sequence, head.Hash, setup.Codec.StateFormat, SHA256.HashData(bytes), bytes))
                .ConfigureAwait(false);
            setup.Logger.SnapshotSaved(setup.Id, head.Sequence, bytes.Length);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            setup.Logger.SnapshotFailed(failure, setup.Id, head.Sequence);
        }
    }
}
