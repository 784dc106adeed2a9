using System.Collections.Concurrent;
using System.Reflection;

namespace PIMM.Dispatch.Journal.Sqlite;

/// <summary>
/// The SQL of this implementation: one embedded file per operation, and the numbered migrations.
/// </summary>
internal static class SqliteScripts
{
    private const string Folder = "Sqlite/";
    private const string MigrationFolder = "Sqlite/Migrations/";

    // Read-only once read: the texts are part of the assembly.
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Text(string operation) => Texts.GetOrAdd(Folder + operation + ".sql", Read);

    /// <summary>The migrations in order; the first raises an empty file to schema version 1.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(MigrationFolder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"no embedded script {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
