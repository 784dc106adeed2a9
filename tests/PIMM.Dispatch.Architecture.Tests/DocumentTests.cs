using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace PIMM.Dispatch.Architecture.Tests;

/// <summary>What the documents promise is there; what there is stands in the documents.</summary>
public sealed partial class DocumentTests
{
    private const string Decisions = "docs/decisions/";

    /// <summary>The parts of a decision, and one page.</summary>
    private static readonly string[] s_parts =
        ["## Context", "## Decision", "## Rejected", "## What gets harder"];
    private const int DecisionLinesMax = 120;

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("GLOSSARY.md")]
    [InlineData("STYLE.md")]
    [InlineData("docs/decisions/README.md")]
    [InlineData("docs/operating/README.md")]
    public void The_document_is_there(string path) =>
        Assert.True(SourceTree.At(path).Text.Length > 200, path);

    [Fact]
    public void Every_link_leads_to_a_file() => Violation.AssertNone(
        from file in SourceTree.Ending(".md")
        from line in file.Lines.Select((text, index) => (Number: index + 1, Text: text))
        from Match link in Link().Matches(line.Text)
        let target = link.Groups["to"].Value
        where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')
        where !SourceTree.Exists(Path.Combine(Path.GetDirectoryName(file.Path)!, target.Split('#')[0]))
        select new Violation(file.Path, line.Number, $"“{target}” doesn't exist."));

    [Fact]
    public void Every_decision_stands_in_the_index_once()
    {
        var index = SourceTree.At(Decisions + "README.md").Text;
        Assert.All(
            Records(), record => Assert.Single(Regex.Matches(index, $@"\]\({Regex.Escape(record.Name)}\)")));
        Assert.Equal(
            Records().Select(record => record.Name[..3]),
            Records().Select(record => record.Name[..3]).Distinct());
    }

    [Fact]
    public void Every_decision_says_context_decision_what_was_rejected_and_what_gets_harder() =>
        Violation.AssertNone(
        from record in Records()
        from part in s_parts
        where !record.Text.Contains(part, StringComparison.Ordinal)
        select new Violation(record.Path, 1, $"“{part}” is missing."));

    [Fact]
    public void Every_decision_fits_on_a_page_or_is_a_table() => Assert.All(Records(), record => Assert.True(
        record.Lines.Count(line => !line.StartsWith('|')) <= DecisionLinesMax, record.Path));

    [Fact]
    public void Every_setting_of_a_territory_is_explained_to_the_operator()
    {
        var reference = SourceTree.At("docs/operating/settings.md").Text;
        using var schema = JsonDocument.Parse(
            SourceTree.At("cluster-config/territories/territory.schema.json").Text);
        var keys = Keys(schema.RootElement).Where(key => key != "$schema").Distinct().ToList();
        Assert.True(keys.Count > 40, "The schema was not read.");
        Assert.Equal([], keys.Where(key => !reference.Contains($"`{key}`", StringComparison.Ordinal)));
    }

    /// <summary>
    /// Names that logs and metrics use are a promise to those who watch, so they are written down.
    /// </summary>
    [Fact]
    public void Every_name_in_logs_and_metrics_is_explained_to_the_operator()
    {
        var reference = SourceTree.At("docs/operating/logs-and-metrics.md").Text;
        Violation.AssertNone(
            from file in SourceTree.CSharp
            where file.IsProduct
            let isKinds = file.File.Text.Contains("class IncidentKinds", StringComparison.Ordinal)
            from Match match in (isKinds ? IncidentKind() : WatchedName()).Matches(file.File.Text)
            let name = match.Groups["name"].Value
            where !reference.Contains($"`{name}`", StringComparison.Ordinal)
            select new Violation(file.Path, 1, $"“{name}” is not in docs/operating/logs-and-metrics.md."));
    }

    /// <summary>Every key that the schema lets a file hold, at any depth.</summary>
    private static IEnumerable<string> Keys(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        var own = schema.TryGetProperty("properties", out var properties)
            && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name)
            : [];
        return own.Concat(schema.EnumerateObject().SelectMany(member => Keys(member.Value)));
    }

    private static IEnumerable<TextFile> Records() =>
        SourceTree.Texts.Where(file => DecisionPath().IsMatch(file.Path));

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^docs/decisions/(?!000)[0-9]{3}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionPath();

    /// <summary>
    /// The first word of a log message, the name of an instrument, or of a kind of incident.
    /// </summary>
    [GeneratedRegex("""
        (LogLevel\.\w+,|Create(Observable)?(UpDown)?(Counter|Histogram|Gauge)(<\w+>)?\()
        \s*"(?<name>[a-z-]+(\.[a-z-]+)+)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex WatchedName();

    [GeneratedRegex("""const string \w+ = "(?<name>[a-z-]+\.[a-z-]+)";""")]
    private static partial Regex IncidentKind();
}
