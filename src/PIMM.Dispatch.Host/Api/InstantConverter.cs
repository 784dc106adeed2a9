using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Instants as ISO 8601 in UTC with <c>Z</c>; read with any offset, but never without one.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        var hasOffset = text is { Length: > 19 }
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 18);
        return hasOffset && reader.TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new JsonException("an instant is ISO 8601 with an offset");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
