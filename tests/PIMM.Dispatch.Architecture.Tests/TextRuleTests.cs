using System.Text.RegularExpressions;
using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>
/// Rules that need no syntax tree: length, leftovers, and what must not leave a developer's machine.
/// </summary>
public sealed partial class TextRuleTests
{
    private const int ColumnsMax = 110;
    private const int FileLinesMax = 400;

    /// <summary>Files above the limit, each with the reason why one file is clearer than two.</summary>
    private static readonly SortedDictionary<string, string> s_longFiles = new(StringComparer.Ordinal)
    {
        ["src/PIMM.Dispatch.Web/src/contracts/wire.ts"] = "One mirror of one project, the contracts.",
        ["src/PIMM.Dispatch.Web/src/texts/en.ts"] =
            "All texts of a language stand side by side for its translator.",
        ["src/PIMM.Dispatch.Web/src/texts/fr.ts"] =
            "All texts of a language stand side by side for its translator.",
    };

    [Fact]
    public void Lines_of_code_fit_into_a_hundred_and_ten_columns() => Violation.AssertNone(
        from file in SourceTree.Ending(".cs") // the browser's code is measured by its own lint
        from line in Numbered(file)
        where line.Text.Length > ColumnsMax
        select new Violation(
            file.Path, line.Number, $"The line has {line.Text.Length} columns; {ColumnsMax} are allowed."));

    [Fact]
    public void Files_have_at_most_four_hundred_lines_or_a_reason() => Violation.AssertNone(
        from file in SourceTree.Ending(".cs", ".ts", ".tsx", ".mjs", ".sql", ".css", "pimm")
        let lines = file.Text.Count(letter => letter == '\n')
        where lines > FileLinesMax && !s_longFiles.ContainsKey(file.Path)
        select new Violation(
            file.Path, FileLinesMax, $"The file has {lines} lines. Split it, or justify it in this test."));

    [Fact]
    public void Every_justified_long_file_is_still_long() => Assert.All(s_longFiles.Keys, path =>
        Assert.True(SourceTree.At(path).Lines.Count > FileLinesMax, $"{path} no longer needs its reason."));

    [Fact]
    public void Nothing_is_left_for_later() => Violation.AssertNone(Matches(SourceTree.Texts, LeftForLater(),
        "Do it now or write an issue; nothing is left for later in the tree."));

    [Fact]
    public void No_package_registry_is_named() =>
        Violation.AssertNone(Matches(SourceTree.Texts, RegistryHost(),
        "Where packages come from is the business of each machine."));

    [Fact]
    public void The_browser_lock_file_names_no_registry()
    {
        const string path = "src/PIMM.Dispatch.Web/package-lock.json";
        Assert.True(SourceTree.Exists(path), $"{path} is missing: npm ci needs it.");
        Violation.AssertNone(Matches([TextFile.Read(Path.Combine(SourceTree.Root, path))], Resolved(),
            "Install with omit-lockfile-registry-resolved=true."));
    }

    [Fact]
    public void No_path_of_somebodys_machine_is_written_down() => Violation.AssertNone(Matches(
        SourceTree.Texts, PersonalPath(), "Write a path from the repository's root."));

    [Fact]
    public void Files_are_written_for_every_editor() => Violation.AssertNone(
        from file in SourceTree.Texts
        where !file.Path.Contains(
            "/Golden/", StringComparison.Ordinal) // byte for byte what the journal stores
        let fault = file.Text.Contains('\r', StringComparison.Ordinal) ? "carriage returns"
            : file.Text.Length > 0 && !file.Text.EndsWith('\n') ? "no line end at its end"
            : file.Path.EndsWith(".cs", StringComparison.Ordinal)
            && file.Text.Contains('\t', StringComparison.Ordinal)
                ? "tabs" : null
        where fault is not null
        select new Violation(file.Path, 1, $"The file has {fault}; see .editorconfig."));

    [Fact]
    public void TypeScript_has_no_any_and_no_default_export() => Violation.AssertNone(Matches(
        SourceTree.Ending(".ts", ".tsx")
            .Where(file => !file.Name.Contains(".config.", StringComparison.Ordinal)),
        LooseTypeScript(), "Name the type; export by name."));

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("# FIX" + "ME")]
    [InlineData("/* X" + "XX */")]
    public void A_note_for_later_is_found(string text) => Assert.Matches(LeftForLater(), text);

    [Theory]
    [InlineData("https://registry." + "npmjs.org/react")]
    [InlineData("https://api.nu" + "get.org/v3/index.json")]
    [InlineData("FROM mcr.micro" + "soft.com/dotnet/sdk:10.0")]
    public void A_registry_is_found(string text) => Assert.Matches(RegistryHost(), text);

    [Theory]
    [InlineData("/ho" + "me/someone/pimm", true)]
    [InlineData("/Us" + "ers/someone/pimm", true)]
    [InlineData("C:\\Us" + "ers\\someone", true)]
    [InlineData("/wo" + "rk/main", true)]
    [InlineData("https://example.org/home/page", false)]
    [InlineData("src/work/list", false)]
    public void A_personal_path_is_found(string text, bool found) =>
        Assert.Equal(found, PersonalPath().IsMatch(text));

    [Theory]
    [InlineData("const x: any = 1", true)]
    [InlineData("x as any", true)]
    [InlineData("export default Page", true)]
    [InlineData("const company: Company = many", false)]
    public void Loose_TypeScript_is_found(string text, bool found) =>
        Assert.Equal(found, LooseTypeScript().IsMatch(text));

    private static IEnumerable<Violation> Matches(
        IEnumerable<TextFile> files, Regex pattern, string sentence) =>
        from file in files
        from line in Numbered(file)
        let match = pattern.Match(line.Text)
        where match.Success
        select new Violation(file.Path, line.Number, $"“{match.Value}”: {sentence}");

    private static IEnumerable<(int Number, string Text)> Numbered(TextFile file) =>
        file.Lines.Select((text, index) => (index + 1, text));

    // The patterns are written so that they don't find themselves.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")]
    private static partial Regex LeftForLater();

    [GeneratedRegex(
        @"registry\.np[m]js|api\.nu[g]et\.org|mcr\.micro[s]oft|\b(gh[c]r|doc[k]er|qu[a]y)\.io|\bpy[p]i\.org")]
    private static partial Regex RegistryHost();

    [GeneratedRegex("\"resolved\"\\s*:\\s*\"http[^\"]*\"")]
    private static partial Regex Resolved();

    [GeneratedRegex(@"(?<![\w./-])/(ho[m]e|Us[e]rs|wo[r]k|ro[o]t)/\w+|[A-Z]:\\Us[e]rs")]
    private static partial Regex PersonalPath();

    [GeneratedRegex(@"(:|\bas|<|\|)\s*any\b(?!\w)|\bexport default\b")]
    private static partial Regex LooseTypeScript();
}
