using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// The territories of a cluster, from <c>cluster-config/territories/*.json</c>. Everything is checked here,
/// once; inside, <see cref="TerritorySettings"/> is trusted.
/// </summary>
public static class TerritoryFiles
{
    /// <summary>The largest file is below 64 KiB; a megabyte is somebody else's file.</summary>
    private const int FileLengthMax = 1024 * 1024;

    private const string SchemaEnding = ".schema.json";

    /// <summary>All territories of a folder, in order of their id.</summary>
    /// <exception cref="TerritoryFileException">Everything that is wrong in all files at once.</exception>
    public static ImmutableArray<TerritorySettings> Load(string directory)
    {
        var problems = new ProblemList();
        var territories = ImmutableArray.CreateBuilder<TerritorySettings>();
        foreach (var path in Find(directory, problems))
        {
            if (ReadFile(path, problems) is { } settings)
                territories.Add(settings);
        }
        CheckAeTitles(territories, problems);
        CheckPersons(territories, problems);
        problems.ThrowIfAny();
        return territories.ToImmutable();
    }

    /// <summary>
    /// One territory from its text, as <see cref="Load"/> would read it from a file of that name.
    /// </summary>
    /// <exception cref="TerritoryFileException">Everything that is wrong in it.</exception>
    public static TerritorySettings Parse(string fileName, ReadOnlyMemory<byte> json)
    {
        var problems = new ProblemList();
        var settings = TerritoryFileReader.Read(fileName, json, problems);
        if (settings is not null)
            CheckAeTitles([settings], problems);
        problems.ThrowIfAny();
        return settings!;
    }

    private static List<string> Find(string directory, ProblemList problems)
    {
        if (!Directory.Exists(directory))
        {
            problems.Add(
                directory, "$", "This folder does not exist. Name the folder of the territory files.");
            return [];
        }
        var files = Directory.EnumerateFiles(directory, "*.json")
            .Where(path => !path.EndsWith(SchemaEnding, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
            problems.Add(
                directory, "$", "This folder holds no territory file, so there is nothing to serve.");
        return files;
    }

    private static TerritorySettings? ReadFile(string path, ProblemList problems)
    {
        var file = Path.GetFileName(path);
        try
        {
            var length = new FileInfo(path).Length;
            if (length <= FileLengthMax)
                return TerritoryFileReader.Read(file, File.ReadAllBytes(path), problems);
            problems.Add(file, "$", string.Create(CultureInfo.InvariantCulture,
                $"The file has {length} bytes; at most {FileLengthMax} are read."));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problems.Add(file, "$", $"The file can't be read. {refused.Message}");
        }
        return null;
    }

    /// <summary>
    /// A study finds its territory by the calling AE title alone, so a title means one establishment.
    /// </summary>
    private static void CheckAeTitles(IEnumerable<TerritorySettings> territories, ProblemList problems)
    {
        var owners = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var territory in territories)
        foreach (var establishment in territory.Establishments.Values)
        foreach (var ae in establishment.AeTitles.Where(ae => ae.Title.Length > 0))
        {
            var owner = $"{territory.Id}/{establishment.Id}";
            if (!owners.TryAdd(ae.Title, owner))
                problems.Add(territory.Id + ".json", "$.establishments",
                    $"The AE title “{ae.Title}” of {owner} already belongs to {owners[ae.Title]}.");
        }
    }

    /// <summary>One person bears one name, and one reader id is one person, in all territories.</summary>
    private static void CheckPersons(IEnumerable<TerritorySettings> territories, ProblemList problems)
    {
        var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var persons = new SortedDictionary<ReaderId, string>();
        foreach (var territory in territories)
        foreach (var reader in territory.Readers.Values.Where(reader => reader.Person.Length > 0))
        {
            if (!names.TryAdd(reader.Person, reader.Name) && names[reader.Person] != reader.Name)
                problems.Add(territory.Id + ".json", "$.readers",
                    $"“{reader.Person}” is called {reader.Name} here, elsewhere {names[reader.Person]}.");
            if (!persons.TryAdd(reader.Id, reader.Person) && persons[reader.Id] != reader.Person)
                problems.Add(territory.Id + ".json", "$.readers",
                    $"“{reader.Id}” is the person {reader.Person} here, elsewhere {persons[reader.Id]}.");
        }
    }
}
