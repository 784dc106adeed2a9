namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>The repository's own files: what a person wrote, not what a build left.</summary>
internal static class SourceTree
{
    private static readonly string[] s_generated =
    [
        ".git", ".idea", ".vs", "artifacts", "bin", "BenchmarkDotNet.Artifacts", "data", "dist",
        "node_modules",
        "obj", "test-output", "TestResults", "wwwroot",
    ];

    private static readonly string[] s_textEndings =
    [
        ".cs", ".csproj", ".props", ".css", ".html", ".http", ".js", ".json", ".md", ".mjs", ".py",
        ".sh", ".sql",
        ".ts", ".tsx", ".txt", ".yaml", ".yml", "pimm", "run", "Dockerfile",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Every text file, by its path from the root with slashes.</summary>
    public static IReadOnlyList<TextFile> Texts { get; } =
        [.. Walk(Root).Where(IsText).Select(TextFile.Read)
            .OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static IReadOnlyList<CSharpFile> CSharp { get; } =
        [.. Texts.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(CSharpFile.Parse)];

    public static IEnumerable<TextFile> Ending(params string[] endings) =>
        Texts.Where(file => endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)));

    public static TextFile At(string path) =>
        Texts.SingleOrDefault(file => file.Path == path) ?? new TextFile(path, "");

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !s_generated.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static bool IsText(string path) =>
        s_textEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
        && Path.GetFileName(path) != "package-lock.json";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PIMM.Dispatch.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("PIMM.Dispatch.sln stands above no test.");
    }
}

/// <summary>A file as text.</summary>
/// <param name="Path">From the root, with slashes.</param>
internal sealed record TextFile(string Path, string Text)
{
    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    public string Name => System.IO.Path.GetFileName(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public static TextFile Read(string path) => new(
        System.IO.Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/'), File.ReadAllText(path));
}
