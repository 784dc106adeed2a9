using PIMM.Dispatch.Faults.Evenings;

namespace PIMM.Dispatch.Faults.Checkers;

/// <summary>What holds of the whole.</summary>
internal static class StateChecks
{
    /// <summary>Live, from a snapshot, from the first event, and from it once more: one state.</summary>
    public static string? SameHash(History history)
    {
        var differing = history.StateHashes.GroupBy(one => one.How)
            .FirstOrDefault(hashes => hashes.Select(one => one.Hash).Distinct().Count() > 1);
        return differing is null ? null
            : $"{differing.Key}: {string.Join(", ", differing.Select(one => one.Hash[..12]))}";
    }

    public static string? ViewsAreFolds(History history) =>
        history.ViewDiffers.Count == 0 ? null : string.Join(", ", history.ViewDiffers);

    public static string? EverythingEnds(History history) =>
        history.Unfinished.Count == 0 ? null : string.Join("; ", history.Unfinished.Take(5));
}
