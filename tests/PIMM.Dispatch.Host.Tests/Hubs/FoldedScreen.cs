using System.Text.Json.Nodes;
using PIMM.Dispatch.Host.Tests.Rig;

namespace PIMM.Dispatch.Host.Tests.Hubs;

/// <summary>What a browser makes of the messages: a fold that refuses gaps and doubles.</summary>
internal sealed class FoldedScreen
{
    public long? Sequence { get; private set; }

    public SortedDictionary<string, string> Cases { get; private set; } = [];

    public SortedDictionary<string, string> Readers { get; private set; } = [];

    public SortedDictionary<string, string> Orphans { get; private set; } = [];

    public int Snapshots { get; private set; }

    public int Resumes { get; private set; }

    public void Fold(IEnumerable<Received> messages)
    {
        var resumed = true;
        foreach (var message in messages)
        {
            if (message.Target == "Snapshot")
            {
                Replace(message.Argument);
                resumed = false;
            }
            else if (message.Target == "Changes")
                Change(message.Argument);
        }
        Resumes += resumed ? 1 : 0;
    }

    public static SortedDictionary<string, string> Rows(JsonNode rows, string key)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows.AsArray())
            all.Add((string)row![key]!, Plain(row));
        return all;
    }

    private void Replace(JsonNode snapshot)
    {
        Sequence = (long)snapshot["sequence"]!;
        Cases = Rows(snapshot["cases"]!, "id");
        Readers = Rows(snapshot["readers"]!, "id");
        Orphans = Rows(snapshot["orphans"]!, "studyInstanceUid");
        Snapshots++;
    }

    private void Change(JsonNode changes)
    {
        Assert.Equal(Sequence, (long)changes["from"]!);
        Assert.True((long)changes["to"]! > Sequence);
        Sequence = (long)changes["to"]!;
        Put(Cases, changes["cases"]!, "id");
        Put(Readers, changes["readers"]!, "id");
        Put(Orphans, changes["orphans"]!, "studyInstanceUid");
        foreach (var gone in changes["removed"]!.AsArray())
            Cases.Remove((string)gone!);
        foreach (var gone in changes["orphansGone"]!.AsArray())
            Orphans.Remove((string)gone!);
    }

    private static void Put(SortedDictionary<string, string> rows, JsonNode changed, string key)
    {
        foreach (var row in changed.AsArray())
            rows[(string)row![key]!] = Plain(row);
    }

    /// <summary>
    /// An estimate of an untouched case may wait for the next batch: it is no part of what must agree.
    /// </summary>
    private static string Plain(JsonNode row)
    {
        var copy = row.DeepClone();
        copy.AsObject().Remove("estimatedReportAt");
        return copy.ToJsonString();
    }
}
