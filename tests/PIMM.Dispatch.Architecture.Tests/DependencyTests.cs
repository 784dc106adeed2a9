using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>Each package is a decision: it has a line with licence, maintainer and reason.</summary>
public sealed class DependencyTests
{
    private const string Record = "docs/decisions/005-dependencies.md";
    private const string Web = "src/PIMM.Dispatch.Web/package.json";

    private static readonly string[] s_sections = ["dependencies", "devDependencies"];

    private static readonly List<string[]> s_rows =
    [
        .. SourceTree.At(Record).Lines
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells[0].StartsWith('`')),
    ];

    [Fact]
    public void Every_package_has_its_line() =>
        Assert.Equal([], NuGet().Concat(Npm()).Except(s_rows.Select(Name)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_line_has_its_package() =>
        Assert.Equal([], s_rows.Select(Name).Except(NuGet().Concat(Npm())).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_line_names_licence_maintainer_and_reason() => Assert.All(s_rows, cells =>
    {
        Assert.True(
            cells.Length == 4, $"{cells[0]} has {cells.Length} cells: package, licence, maintainer, why.");
        Assert.All(cells, cell => Assert.True(cell.Length > 1, $"{cells[0]} has an empty cell."));
    });

    [Fact]
    public void Every_pinned_version_is_used()
    {
        var used = SourceTree.Ending(".csproj", ".props")
            .SelectMany(file => XDocument.Parse(file.Text).Descendants("PackageReference"))
            .Select(reference => (string)reference.Attribute("Include")!);
        Assert.Equal([], NuGet().Except(used).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Browser_packages_are_pinned_exactly() => Assert.All(
        NpmVersions(), pair => Assert.Matches(@"^\d+\.\d+\.\d+$", pair.Value));

    private static string Name(string[] cells) => cells[0].Trim('`');

    private static IEnumerable<string> NuGet() =>
        XDocument.Parse(SourceTree.At("Directory.Packages.props").Text).Descendants("PackageVersion")
            .Select(version => (string)version.Attribute("Include")!);

    private static IEnumerable<string> Npm() => NpmVersions().Select(pair => pair.Key);

    private static IEnumerable<KeyValuePair<string, string>> NpmVersions()
    {
        if (!SourceTree.Exists(Web))
            return [];
        using var package = JsonDocument.Parse(SourceTree.At(Web).Text);
        return
        [
            .. from section in s_sections
               where package.RootElement.TryGetProperty(section, out _)
               from entry in package.RootElement.GetProperty(section).EnumerateObject()
               select KeyValuePair.Create(entry.Name, entry.Value.GetString()!),
        ];
    }
}
