using System.Runtime.CompilerServices;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Faults;

/// <summary>The settings of the four territories, as they stand in the repository.</summary>
internal static class Settings
{
    private static readonly Lazy<IReadOnlyList<TerritorySettings>> Loaded =
        new(() => TerritoryFiles.Load(Folder));

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<TerritorySettings> All => Loaded.Value;

    public static string Folder => Path.Combine(Root(), "cluster-config", "territories");

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
