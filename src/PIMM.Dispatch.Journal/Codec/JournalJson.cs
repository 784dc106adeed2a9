using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>How events and states are written as JSON, for ever: see docs/decisions/002-journal.md.</summary>
public static class JournalJson
{
    // The members of a state that are computed from others are no state; absent and null are the same.
    private static readonly JsonSerializerOptions Shared = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        // Accents stay readable; the journal is never put into a page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 32,
        Converters =
        {
            new IdConverterFactory(),
            new ActorIdConverter(),
            new NoticeIdConverter(),
            new InstantConverter(),
            new DurationConverter(),
            new OrdinalDictionaryConverterFactory(),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
    };

    /// <summary>The options, over the types that a context knows.</summary>
    public static JsonSerializerOptions Options(IJsonTypeInfoResolver types)
    {
        var options = new JsonSerializerOptions(Shared)
        {
            TypeInfoResolver = types.WithAddedModifier(RequireWhatCannotBeNull),
        };
        options.MakeReadOnly();
        return options;
    }

    // A member that can't be null and has no default is never left out when written, so it must be there when
    // read.
    private static void RequireWhatCannotBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }
                && Nullable.GetUnderlyingType(property.PropertyType) is null)
                property.IsRequired = true;
    }
}
