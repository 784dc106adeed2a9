using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>
/// The part of JSON Schema 2020-12 that our schema uses. A keyword it doesn't know is an error, so that the
/// schema can't promise what nothing checks.
/// </summary>
internal static class SchemaCheck
{
    public static IReadOnlyList<string> Faults(JsonObject schema, JsonNode? value)
    {
        var faults = new List<string>();
        Check(schema, schema, value, "$", faults);
        return faults;
    }

    private static void Check(
        JsonObject root, JsonObject schema, JsonNode? value, string path, List<string> faults)
    {
        foreach (var (keyword, rule) in schema)
        {
            if (!Holds(root, schema, keyword, rule!, value, path, faults))
                faults.Add($"{path}: {keyword}");
        }
    }

    private static bool Holds(
        JsonObject root, JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string path,
        List<string> faults)
    {
        var text = value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        var number = value?.GetValueKind() == JsonValueKind.Number
            ? value.GetValue<decimal>() : (decimal?)null;
        var list = value as JsonArray;
        var members = value as JsonObject;
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description": return true;
            case "$ref":
                Check(root, root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value,
                    path, faults);
                return true;
            case "type": return rule is JsonArray any ? any.Any(type => Is(type!, value)) : Is(rule, value);
            case "const": return JsonNode.DeepEquals(rule, value);
            case "enum": return rule.AsArray().Any(word => JsonNode.DeepEquals(word, value));
            case "pattern": return text is null || Regex.IsMatch(text, rule.GetValue<string>());
            case "minLength": return text is null || text.Length >= rule.GetValue<int>();
            case "maxLength": return text is null || text.Length <= rule.GetValue<int>();
            case "minimum": return number is null || number >= rule.GetValue<decimal>();
            case "maximum": return number is null || number <= rule.GetValue<decimal>();
            case "minItems": return list is null || list.Count >= rule.GetValue<int>();
            case "maxItems": return list is null || list.Count <= rule.GetValue<int>();
            case "items":
                for (var index = 0; index < list?.Count; index++)
                    Check(root, rule.AsObject(), list[index], $"{path}[{index}]", faults);
                return true;
            case "required":
                return members is null
                || rule.AsArray().All(key => members.ContainsKey(key!.GetValue<string>()));
            case "additionalProperties":
                return members is null
                || members.All(pair => schema["properties"]!.AsObject().ContainsKey(pair.Key));
            case "properties":
                foreach (var (key, child) in rule.AsObject())
                {
                    if (members is not null && members.TryGetPropertyValue(key, out var member))
                        Check(root, child!.AsObject(), member, $"{path}.{key}", faults);
                }
                return true;
            default: throw new NotSupportedException($"{path}: {keyword}");
        }
    }

    private static bool Is(JsonNode type, JsonNode? value) => type.GetValue<string>() switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" =>
            value?.GetValueKind() == JsonValueKind.Number && decimal.IsInteger(value.GetValue<decimal>()),
        var other => throw new NotSupportedException(other),
    };
}
