using System.Collections.Concurrent;
using System.Reflection;

namespace PIMM.Dispatch.Journal;

/// <summary>
/// The SQL of one database: one embedded file per operation, and the numbered migrations.
/// </summary>
internal sealed class SqlScripts
{
    public static readonly SqlScripts Sqlite = new("Sqlite/");
    public static readonly SqlScripts Postgres = new("Postgres/");

    private readonly string folder;

    // Read-only once read: the texts are part of the assembly.
    private readonly ConcurrentDictionary<string, string> texts = new(StringComparer.Ordinal);

    private SqlScripts(string folder)
    {
        this.folder = folder;
        Migrations =
        [
            .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
                .Where(name => name.StartsWith(folder + "Migrations/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];
    }

    /// <summary>The migrations in order; the first raises an empty database to schema version 1.</summary>
    public IReadOnlyList<string> Migrations { get; }

    public string Text(string operation) => texts.GetOrAdd(folder + operation + ".sql", Read);

    /// <summary>The migrations that a journal of this schema version still needs, in order.</summary>
    /// <exception cref="InvalidOperationException">The journal was written by a newer version of the
    /// product.</exception>
    public IEnumerable<string> MigrationsAfter(long version) => version <= Migrations.Count
        ? Migrations.Skip((int)version)
        : throw new InvalidOperationException(
            $"the journal has schema version {version}, newer than this program's {Migrations.Count}");

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"no embedded script {name}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
