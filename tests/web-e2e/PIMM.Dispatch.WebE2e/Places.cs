namespace PIMM.Dispatch.WebE2e;

/// <summary>Where things stand in the repository, found from where the tests run.</summary>
internal static class Places
{
    public static string Root { get; } = FindRoot();

    /// <summary>The node as it was built beside these tests: same configuration, same framework.</summary>
    public static string Host
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            var built = Path.Combine(
                Root, "src", "PIMM.Dispatch.Host", "bin", framework.Parent!.Name, framework.Name,
                "PIMM.Dispatch.Host.dll");
            return File.Exists(built) ? built
                : throw new InvalidOperationException($"{built} was not built.");
        }
    }

    public static string Territories => Path.Combine(Root, "cluster-config", "territories");

    /// <summary>Where pictures of the screens are left for people.</summary>
    public static string Picture(string name)
    {
        var folder = Path.Combine(Root, "test-output", "web-e2e");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name + ".png");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PIMM.Dispatch.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("PIMM.Dispatch.sln stands above no test.");
    }
}
