using System.Runtime.CompilerServices;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>The settings of the four territories, as they stand in the repository.</summary>
internal static class Settings
{
    private static readonly Lazy<Dictionary<string, TerritorySettings>> All =
        new(() => TerritoryFiles.Load(Folder()).ToDictionary(settings => settings.Id.Value));

    public static TerritorySettings Of(string id) => All.Value[id];

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "cluster-config", "territories"));
}
