using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>
/// The name and version under which an event of a CLR type is written. Names are for ever; CLR names are not.
/// </summary>
public sealed record EventType(string Name, int Version, Type Clr)
{
    public static EventType Of<TEvent>(string name, int version = 1) where TEvent : DomainEvent =>
        new(name, version, typeof(TEvent));
}

/// <summary>
/// Makes the payload of an older version of an event one of a newer version, perhaps of another name.
/// </summary>
public sealed record Upcaster(
    string Name, int Version, string NewName, int NewVersion, Func<JsonObject, JsonObject> Change);

/// <summary>
/// Writes events as rows hold them and reads them back, by an explicit table. Safe for many threads.
/// </summary>
public sealed class EventCodec
{
    private readonly FrozenDictionary<Type, (EventType Type, JsonTypeInfo Json)> byClr;
    private readonly FrozenDictionary<string, (EventType Type, JsonTypeInfo Json)> byName;
    private readonly FrozenDictionary<(string Name, int Version), Upcaster> upcasters;

    public EventCodec(IEnumerable<EventType> types, IEnumerable<Upcaster> upcasters,
        JsonSerializerOptions options)
    {
        var entries = types.Select(type => (Type: type, Json: options.GetTypeInfo(type.Clr))).ToList();
        byClr = entries.ToFrozenDictionary(entry => entry.Type.Clr);
        byName = entries.ToFrozenDictionary(entry => entry.Type.Name, StringComparer.Ordinal);
        this.upcasters = upcasters.ToFrozenDictionary(upcaster => (upcaster.Name, upcaster.Version));
    }

    /// <summary>The codec of the product's own events.</summary>
    public static EventCodec Domain { get; } =
        new(EventTable.Types, EventTable.Upcasters, JournalJson.Options(JournalJsonContext.Default));

    /// <summary>Every type, at the version that is written today.</summary>
    public IEnumerable<EventType> Types => byName.Values.Select(entry => entry.Type);

    /// <summary>The name, version and payload of an event.</summary>
    /// <exception cref="UnknownEventException">The event stands in no table: a bug.</exception>
    public (string Name, int Version, byte[] Payload) Encode(DomainEvent fact)
    {
        if (!byClr.TryGetValue(fact.GetType(), out var entry))
            throw new UnknownEventException($"no name for events of {fact.GetType().Name}");
        return (entry.Type.Name, entry.Type.Version, JsonSerializer.SerializeToUtf8Bytes(fact, entry.Json));
    }

    /// <summary>The event as a record that can be appended.</summary>
    public EventRecord Encode(ActorId actor, long actorVersion, DomainEvent fact)
    {
        var (name, version, payload) = Encode(fact);
        return new EventRecord(actor, actorVersion, name, version, payload);
    }

    /// <summary>The event of a row; an older version is brought to the present one first.</summary>
    /// <exception cref="UnknownEventException">The name, the version or the payload is not known: the
    /// territory must stop.</exception>
    public DomainEvent Decode(string name, int version, ReadOnlySpan<byte> payload)
    {
        try
        {
            if (byName.TryGetValue(name, out var entry) && entry.Type.Version == version)
                return (DomainEvent?)JsonSerializer.Deserialize(payload, entry.Json)
                    ?? throw new JsonException("no event");
            return Upcast(name, version, payload);
        }
        catch (JsonException error)
        {
            throw new UnknownEventException(
                $"the payload of '{name}' version {version} has another shape", error);
        }
    }

    private DomainEvent Upcast(string name, int version, ReadOnlySpan<byte> payload)
    {
        JsonObject? changed = null;
        var (newName, newVersion) = (name, version);
        while (upcasters.TryGetValue((newName, newVersion), out var upcaster))
        {
            changed ??= JsonNode.Parse(payload) as JsonObject ?? throw new JsonException("no event");
            changed = upcaster.Change(changed);
            (newName, newVersion) = (upcaster.NewName, upcaster.NewVersion);
        }
        if (changed is null || !byName.TryGetValue(newName, out var entry)
            || entry.Type.Version != newVersion)
            throw new UnknownEventException(
                $"no event '{name}' version {version} is known to this version of the product");
        return (DomainEvent)changed.Deserialize(entry.Json)!;
    }
}

/// <summary>
/// An event that this version of the product can't read. The territory must stop: to go on without it would
/// be to go on from a wrong state.
/// </summary>
public sealed class UnknownEventException(string message, Exception? inner = null)
    : Exception(message, inner);
