using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>Edits a JSON text at a path such as <c>$.readers[2].skills.neuro</c>.</summary>
internal static partial class JsonPlaces
{
    public static void Set(JsonObject root, string path, JsonNode? value)
    {
        JsonNode parent = root;
        var steps = Step().Matches(path[1..]);
        foreach (var step in steps.SkipLast(1))
            parent = Child(parent, step);
        var last = steps[^1];
        if (last.Groups["key"].Success)
            parent[last.Groups["key"].Value] = value;
        else
            parent[Index(last)] = value;
    }

    /// <summary>Every object in the text with its path, the root included.</summary>
    public static IEnumerable<(string Path, JsonObject Object)> Objects(JsonNode node, string path = "$")
    {
        if (node is JsonObject self)
        {
            yield return (path, self);
            foreach (var (key, child) in self)
            foreach (var found in child is null ? [] : Objects(child, $"{path}.{key}"))
                yield return found;
        }
        if (node is not JsonArray list)
            yield break;
        for (var index = 0; index < list.Count; index++)
        foreach (var found in list[index] is { } child ? Objects(child, $"{path}[{index}]") : [])
            yield return found;
    }

    private static JsonNode Child(JsonNode parent, Match step) =>
        (step.Groups["key"].Success ? parent[step.Groups["key"].Value] : parent[Index(step)])
        ?? throw new InvalidOperationException($"Nothing stands at {step.Value}.");

    private static int Index(Match step) =>
        int.Parse(step.Groups["index"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\.(?<key>[^.\[]+)|\[(?<index>[0-9]+)\]")]
    private static partial Regex Step();
}
