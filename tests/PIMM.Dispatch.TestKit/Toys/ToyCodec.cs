using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Codec;

namespace PIMM.Dispatch.TestKit.Toys;

/// <summary>The toys' events and states as plain JSON.</summary>
public sealed class ToyCodec(int stateFormat = 1) : ITerritoryCodec
{
    private static readonly JsonSerializerOptions Options =
        new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly EventCodec Events = new(
    [
        EventType.Of<DeadlineSet>("deadline-set"),
        EventType.Of<DeadlineCleared>("deadline-cleared"),
        EventType.Of<DeadlineReached>("deadline-reached"),
        EventType.Of<CommandQuarantined>("command-quarantined"),
        EventType.Of<Added>("added"),
        EventType.Of<ToyFinished>("toy-finished"),
    ], [], Options);

    public int StateFormat => stateFormat;

    public EncodedEvent Encode(DomainEvent fact)
    {
        var (name, version, payload) = Events.Encode(fact);
        return new EncodedEvent(name, version, payload);
    }

    public DomainEvent Decode(string type, int version, ReadOnlyMemory<byte> payload) =>
        Events.Decode(type, version, payload.Span);

    public ReadOnlyMemory<byte> EncodeState(ActorState state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, state.GetType(), Options);

    public ActorState DecodeState(ActorId actor, ReadOnlyMemory<byte> state) =>
        actor.Kind == ActorKind.Dispatcher
        ? JsonSerializer.Deserialize<ToyDispatcher>(state.Span, Options)!
        : JsonSerializer.Deserialize<ToyState>(state.Span, Options)!;
}
