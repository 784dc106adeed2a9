using System.Text.Json.Nodes;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>The settings as they stand in the repository, found from where the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = FindRoot();

    public static string Territories { get; } = Path.Combine(Root, "cluster-config", "territories");

    public static byte[] Territory(string id) => File.ReadAllBytes(Path.Combine(Territories, id + ".json"));

    public static JsonObject Editable(string id) => JsonNode.Parse(Territory(id))!.AsObject();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PIMM.Dispatch.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("PIMM.Dispatch.sln stands above no test.");
    }
}
