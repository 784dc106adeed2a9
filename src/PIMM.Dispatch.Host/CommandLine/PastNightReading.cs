using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Codec;
using PIMM.Dispatch.Journal.Sqlite;
using PIMM.Dispatch.Simulation.PastNights;
using PIMM.Dispatch.Simulation.Territories;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>A night that has been, read from a journal that is only looked at.</summary>
internal static class PastNightReading
{
    private const string FileName = "journal.db";

    /// <param name="path">A journal, or the data folder that holds it.</param>
    /// <param name="span">null: the last 24 hours in which images came.</param>
    /// <exception cref="FormatException">In French: why there is no such night.</exception>
    public static PastNight Read(
        string path, (AskedInstant From, AskedInstant Until)? span, TerritorySettings settings)
    {
        var (from, until) = (span?.From.In(settings), span?.Until.In(settings));
        if (until <= from)
            throw new FormatException("--until doit venir après --from.");
        if (until - from > PastNight.LengthMax)
            throw new FormatException($"Une nuit rejouée dure au plus {PastNight.LengthMax.Days} jours.");
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file))
            throw new FormatException($"Le journal « {file} » n'existe pas.");
        var night = Read(file, settings.Id, facts => PastNight.Of(facts, settings, from, until));
        return night.Cases.IsEmpty
            ? throw new FormatException("Aucun dossier signé dont les images sont de cette nuit.")
            : night;
    }

    private static PastNight Read(
        string file, TerritoryId territory, Func<IEnumerable<Recorded>, PastNight> fold)
    {
        try
        {
            using var journal = JournalFile.Open(file);
            var known = journal.Territories();
            if (!known.Contains(territory))
                throw new FormatException($"Ce journal n'a rien du territoire « {territory} ». Connus : "
                    + string.Join(", ", known.Select(one => one.Value)) + ".");
            var codec = new DomainCodec();
            return fold(journal.Rows(territory).Select(row => Facts.Of(row, codec)));
        }
        catch (JournalUnavailableException)
        {
            throw new FormatException($"« {file} » n'est pas un journal, ou ne peut pas être lu maintenant.");
        }
        catch (UnknownEventException)
        {
            throw new FormatException($"Le journal « {file} » vient d'une autre version du logiciel.");
        }
        catch (JournalCorruptException bad)
        {
            throw new FormatException($"Le journal « {file} » est altéré à la ligne {bad.Sequence} : "
                + "vérifiez-le avec ./pimm verify.");
        }
    }
}
