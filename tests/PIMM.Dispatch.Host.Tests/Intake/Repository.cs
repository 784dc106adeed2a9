using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>What stands in the repository, found from where the tests run.</summary>
internal static class Repository
{
    private static readonly Lazy<ImmutableArray<TerritorySettings>> Loaded = new(Load);

    public static string Root { get; } = FindRoot();

    /// <summary>The four territories as they are shipped.</summary>
    public static ImmutableArray<TerritorySettings> Territories => Loaded.Value;

    public static TerritorySettings Territory(string id) => Territories.Single(t => t.Id.Value == id);

    /// <summary>A sample object, by its path under the samples.</summary>
    public static string Sample(params string[] path) =>
        Path.Combine([AppContext.BaseDirectory, "Samples", .. path]);

    private static ImmutableArray<TerritorySettings> Load() =>
        TerritoryFiles.Load(Path.Combine(Root, "cluster-config", "territories"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PIMM.Dispatch.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("PIMM.Dispatch.sln stands above no test.");
    }
}
