using System.Xml.Linq;
using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>Who may know whom (ARCHITECTURE.md), read from the project files.</summary>
public sealed class ProjectTests
{
    /// <summary>Each product project with exactly what it references.</summary>
    private static readonly SortedDictionary<string, string[]> s_references = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Journal"] = ["Domain"],
        ["Cluster"] = ["Journal"],
        ["Simulation"] = ["Cluster"],
        ["Dicom"] = [],
        ["Contracts"] = [],
        ["Host"] = ["Cluster", "Contracts", "Dicom", "Simulation"],
    };

    private static readonly List<(string Path, XDocument Xml)> s_projects =
        [.. SourceTree.Ending(".csproj").Select(file => (file.Path, XDocument.Parse(file.Text)))];

    public static TheoryData<string> Names => [.. s_references.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_exactly_what_it_may(string name)
    {
        var path = $"src/PIMM.Dispatch.{name}/PIMM.Dispatch.{name}.csproj";
        Assert.Equal(
            s_references[name],
            Of(path).Descendants("ProjectReference")
                .Select(
                    reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
                .Select(project => project["PIMM.Dispatch.".Length..])
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void There_is_no_product_project_beside_these() => Assert.Equal(
        s_references.Keys.Select(name => $"src/PIMM.Dispatch.{name}/PIMM.Dispatch.{name}.csproj")
            .Order(StringComparer.Ordinal),
        s_projects.Select(project => project.Path)
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Domain_has_no_package_at_run_time() => Assert.All(
        Of("src/PIMM.Dispatch.Domain/PIMM.Dispatch.Domain.csproj").Descendants("PackageReference"),
        package => Assert.Equal("all", (string?)package.Attribute("PrivateAssets")));

    [Fact]
    public void Domain_bans_its_symbols() => Assert.Contains(
        Of("src/PIMM.Dispatch.Domain/PIMM.Dispatch.Domain.csproj").Descendants("AdditionalFiles"),
        file => (string?)file.Attribute("Include") == "BannedSymbols.txt");

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "PIMM.Dispatch.sln"))
            .Replace('\\', '/');
        Assert.All(s_projects, project => Assert.Contains(project.Path, solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_product_project_has_its_tests() =>
        Assert.All(s_references.Keys, name => Assert.Contains(
        s_projects, project =>
            project.Path == $"tests/PIMM.Dispatch.{name}.Tests/PIMM.Dispatch.{name}.Tests.csproj"));

    [Fact]
    public void Versions_stand_in_one_file() => Assert.All(
        s_projects.SelectMany(project => project.Xml.Descendants("PackageReference")), package =>
        {
            Assert.Null(package.Attribute("Version"));
            Assert.Null(package.Attribute("VersionOverride"));
        });

    [Fact]
    public void No_project_switches_the_compilers_rules_off() => Assert.All(s_projects, project =>
    {
        Assert.Empty(project.Xml.Descendants("TreatWarningsAsErrors"));
        Assert.Empty(project.Xml.Descendants("Nullable"));
    });

    private static XDocument Of(string path) => s_projects.Single(project => project.Path == path).Xml;
}
