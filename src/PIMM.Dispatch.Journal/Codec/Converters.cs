using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>Every id is a plain string, as a value and as a key.</summary>
internal sealed class IdConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsValueType && Array.Exists(
            typeToConvert.GetInterfaces(),
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;
}

internal sealed class IdConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    /// <summary>
    /// An id that was never given has no text: it is null here, and default again when read.
    /// </summary>
    public override bool HandleNull => true;

    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text ? TId.Of(text) : default;

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.Of(reader.GetString()!);

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}

/// <summary>An actor's address is <c>kind/key</c>, as in the journal's column.</summary>
internal sealed class ActorIdConverter : JsonConverter<ActorId>
{
    public override ActorId Read(ref Utf8JsonReader reader, Type typeToConvert,
        JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, ActorId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override ActorId ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, ActorId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static ActorId Parse(string? text)
    {
        try
        {
            return ActorId.Parse(text ?? "");
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}

/// <summary>A notice is <c>case#number</c>.</summary>
internal sealed class NoticeIdConverter : JsonConverter<NoticeId>
{
    public override NoticeId Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, NoticeId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    public override NoticeId ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, NoticeId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static NoticeId Parse(string? text) =>
        NoticeId.TryParse(text, out var notice) ? notice : throw new JsonException($"no notice in '{text}'");
}

/// <summary>
/// An instant is the text of <see cref="InstantText"/>. Another offset is the same instant and is written in
/// UTC; what is finer than a microsecond would not come back as it went, and is refused.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && !reader.HasValueSequence
        && InstantText.TryParse(reader.ValueSpan, out var at)
            ? at
            : throw new JsonException("not an instant as the journal writes it");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> utf8 = stackalloc byte[InstantText.Length];
        InstantText.Write(value.ToUniversalTime(), utf8);
        writer.WriteStringValue(utf8);
    }
}

/// <summary>A duration is in ISO 8601, for example <c>PT45M</c>; days are days of 24 hours.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (FormatException error)
        {
            throw new JsonException($"no duration in '{text}'", error);
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}

/// <summary>
/// Dictionaries with text keys are read into ordinal order; the default order of strings depends on the
/// culture.
/// </summary>
internal sealed class OrdinalDictionaryConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>)
        && typeToConvert.GetGenericArguments()[0] == typeof(string);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(OrdinalDictionaryConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()[1]))!;
}

internal sealed class OrdinalDictionaryConverter<TValue>
    : JsonConverter<ImmutableSortedDictionary<string, TValue>>
{
    public override ImmutableSortedDictionary<string, TValue> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("not an object");
        var values = ImmutableSortedDictionary.CreateBuilder<string, TValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            values.Add(key, JsonSerializer.Deserialize<TValue>(ref reader, options)!);
        }
        return values.ToImmutable();
    }

    public override void Write(
        Utf8JsonWriter writer, ImmutableSortedDictionary<string, TValue> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value.WithComparers(StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, item, options);
        }
        writer.WriteEndObject();
    }
}
