using System.Runtime.CompilerServices;

namespace PIMM.Dispatch.Journal;

/// <summary>Rows that are read page by page: each page is a short read, and holds nobody up.</summary>
internal static class RowPages
{
    /// <summary>
    /// Rows that one read brings: large enough to make its start cheap, small enough to hold nobody up.
    /// </summary>
    public const int RowsMax = 1_024;

    /// <summary>All rows after a sequence; a page that is not full is the last one.</summary>
    /// <param name="page">Reads the page after a sequence.</param>
    public static async IAsyncEnumerable<JournalRow> ReadAsync(
        long after, Func<long, Task<List<JournalRow>>> page,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var rows = await page(after).ConfigureAwait(false);
        while (rows.Count > 0)
        {
            after += rows.Count;
            // A long read goes on ahead, on another core, while the caller folds what it has.
            var next = after;
            var ahead = rows.Count == RowsMax
                ? Task.Run(() => page(next), cancellation)
                : Task.FromResult<List<JournalRow>>([]);
            try
            {
                foreach (var row in rows)
                    yield return row;
            }
            finally
            {
                // A caller that has enough does not leave a read behind; its error then concerns nobody.
                await ((Task)ahead).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            rows = await ahead.ConfigureAwait(false);
        }
    }
}
