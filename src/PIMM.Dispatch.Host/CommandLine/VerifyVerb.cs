using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// <c>verify</c>: checks the hash chain of the journal, row by row, and names the first that is not as it was
/// written.
/// </summary>
public static class VerifyVerb
{
    public static async Task<int> RunAsync(HostArguments arguments)
    {
        try
        {
            var options = OptionsReading.Read(Configurations.Of(arguments));
            return await VerifyAsync(options.Data.JournalPath, Console.Out);
        }
        catch (Exception refused)
            when (refused is OptionsException or JournalInUseException or JournalUnavailableException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCodes.Usage;
        }
    }

    /// <summary>Reads every row of every territory; 1 when one does not verify.</summary>
    public static async Task<int> VerifyAsync(string path, TextWriter output)
    {
        if (!File.Exists(path))
        {
            await output.WriteLineAsync($"{path}: there is no journal");
            return ExitCodes.Failed;
        }
        await using var journal = SqliteJournal.Open(path);
        try
        {
            foreach (var territory in await journal.TerritoriesAsync())
            {
                var rows = 0L;
                await foreach (var _ in journal.ReadAsync(territory, 0))
                    rows++;
                await output.WriteLineAsync($"{territory}: OK, {rows} rows");
            }
            await output.WriteLineAsync("OK");
            return ExitCodes.Done;
        }
        catch (JournalCorruptException bad)
        {
            await output.WriteLineAsync($"{bad.Territory}: BAD at sequence {bad.Sequence}: {bad.What}");
            return ExitCodes.Failed;
        }
    }
}
