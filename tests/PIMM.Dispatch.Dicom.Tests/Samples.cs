namespace PIMM.Dispatch.Dicom.Tests;

/// <summary>The sample objects that stand beside the tests.</summary>
public static class Samples
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Samples");

    public static string Charset(string name) => Path.Combine(Root, "charsets", name);

    public static string File(string name) => Path.Combine(Root, "files", name);

    public static string StudyFolder(string patient) => Path.Combine(Root, "studies", patient);

    public static string NameOf(string path) => Path.GetRelativePath(Root, path);

    public static string PathOf(string name) => Path.Combine(Root, name);

    /// <summary>Every DICOM file, media directories included.</summary>
    public static IReadOnlyList<string> All() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is not (".txt" or ".md"))
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// Every object that can be sent: all but the media directories, and those without a study.
    /// </summary>
    public static IReadOnlyList<string> AllObjects() =>
        [.. All().Where(path => !Path.GetFileName(path).StartsWith("DICOMDIR", StringComparison.Ordinal)
            && !Path.GetFileName(path).StartsWith("chrSQ", StringComparison.Ordinal))];
}
