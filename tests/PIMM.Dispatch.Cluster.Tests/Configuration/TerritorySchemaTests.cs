using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>The schema that editors use and the loader that decides must ask for the same thing.</summary>
public sealed class TerritorySchemaTests
{
    private static readonly JsonObject s_schema = JsonNode.Parse(
        File.ReadAllText(Path.Combine(RepositoryFiles.Territories, "territory.schema.json")))!.AsObject();

    public static TheoryData<string> Ids => new(
        "hainaut-cambresis", "centre-val-de-loire", "touraine-val-de-loire", "landes-pays-basque");

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_shipped_files_satisfy_the_schema(string id) =>
        Assert.Empty(SchemaCheck.Faults(s_schema, RepositoryFiles.Editable(id)));

    /// <summary>Takes every key of every object away in turn: hundreds of broken files.</summary>
    [Fact]
    public void Every_key_is_required_by_both()
    {
        const string id = "hainaut-cambresis";
        var places = JsonPlaces.Objects(RepositoryFiles.Editable(id))
            .SelectMany(place => place.Object.Select(pair => (place.Path, pair.Key)))
            .Where(place => !place.Path.Contains("examRules", StringComparison.Ordinal)
                || place.Path == "$.examRules[0]")
            .ToList();
        Assert.True(places.Count > 200);
        foreach (var (path, key) in places)
        {
            var file = RepositoryFiles.Editable(id);
            JsonPlaces.Objects(file).Single(place => place.Path == path).Object.Remove(key);
            var refused = Refused(id, file);
            Assert.Contains(refused, problem =>
                problem.Path == $"{path}.{key}"
                && problem.Sentence.StartsWith("This key is missing", StringComparison.Ordinal));
            Assert.NotEmpty(SchemaCheck.Faults(s_schema, file));
        }
    }

    [Fact]
    public void An_unknown_key_is_refused_by_both_wherever_it_stands()
    {
        const string id = "landes-pays-basque";
        foreach (var path in JsonPlaces.Objects(RepositoryFiles.Editable(id))
            .Select(place => place.Path).ToList())
        {
            var file = RepositoryFiles.Editable(id);
            JsonPlaces.Objects(file).Single(place => place.Path == path).Object["comment"] = "why";
            var problem = Assert.Single(Refused(id, file));
            Assert.Equal($"{path}.comment", problem.Path);
            Assert.NotEmpty(SchemaCheck.Faults(s_schema, file));
        }
    }

    [Fact]
    public void The_schema_knows_every_word_of_the_domain()
    {
        AssertWords<Specialty>("$defs.examRule.properties.specialty.enum");
        AssertWords<AnatomicalRegion>("$defs.examRule.properties.region.enum");
        AssertWords<Specialty>("$defs.reader.properties.skills.required");
        AssertWords<Connection>("$defs.connectionFrom.properties.value.enum");
        AssertWords<ImagesAlone>("$defs.establishment.properties.imagesAlone.enum");
        AssertWords<ClockStart>("$defs.clockFrom.properties.value.enum");
        AssertWords<Urgency>("$defs.urgenciesFrom.properties.value.required");
        AssertWords<Urgency>("$defs.weightsFrom.properties.value.properties.urgencyMilli.required");
    }

    private static void AssertWords<T>(string path) where T : struct, Enum
    {
        JsonNode node = s_schema;
        foreach (var key in path.Split('.'))
            node = node[key]!;
        Assert.Equal(
            Enum.GetNames<T>().Select(name => name.ToUpperInvariant()),
            node.AsArray().Select(word =>
                word!.GetValue<string>().Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()));
    }

    private static ImmutableArray<TerritoryFileProblem> Refused(string id, JsonObject file) =>
        Assert.Throws<TerritoryFileException>(
            () => TerritoryFiles.Parse(id + ".json", Encoding.UTF8.GetBytes(file.ToJsonString()))).Problems;
}
