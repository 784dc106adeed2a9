using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace PIMM.Dispatch.Contracts.Tests;

/// <summary>The pages hold a copy of these types, written by hand: it names the same fields.</summary>
public sealed partial class MirrorTests
{
    [Fact]
    public void Every_interface_of_the_pages_has_the_fields_of_its_record()
    {
        var mirrored = Interfaces();
        var records = typeof(CaseDto).Assembly.GetTypes()
            .Where(type => type is { IsPublic: true, IsClass: true })
            .ToDictionary(type => type.Name, FieldsOf);

        Assert.Contains("CaseDto", mirrored.Keys);
        foreach (var (name, fields) in mirrored.Where(pair => records.ContainsKey(pair.Key)))
            Assert.Equal((name, string.Join(' ', records[name])), (name, string.Join(' ', fields)));
    }

    [Fact]
    public void What_the_hub_sends_is_known_to_the_pages()
    {
        var mirrored = Interfaces();
        foreach (var method in typeof(IDispatchClient).GetMethods().Concat(typeof(IDispatchHub).GetMethods()))
            Assert.Contains(method.GetParameters().Single().ParameterType.Name, mirrored.Keys);
    }

    private static List<string> FieldsOf(Type record) =>
    [
        .. record.GetProperties().Where(property => property.Name != "EqualityContract")
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
            .Order(StringComparer.Ordinal),
    ];

    private static Dictionary<string, List<string>> Interfaces()
    {
        var folder = Path.Combine(Root(), "src", "PIMM.Dispatch.Web", "src", "contracts");
        var source = string.Concat(Directory.EnumerateFiles(folder, "*.ts").Select(File.ReadAllText));
        return Interface().Matches(source).ToDictionary(
            match => match.Groups["name"].Value,
            match => Field().Matches(match.Groups["body"].Value)
                .Select(field => field.Groups["name"].Value).Order(StringComparer.Ordinal).ToList());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PIMM.Dispatch.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException(
            "PIMM.Dispatch.sln stands above no test.");
    }

    [GeneratedRegex(@"export interface (?<name>\w+) \{(?<body>[^}]*)\}")]
    private static partial Regex Interface();

    [GeneratedRegex(@"^\s*(readonly )?(?<name>\w+)\??:", RegexOptions.Multiline)]
    private static partial Regex Field();
}
