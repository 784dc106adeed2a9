using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Codec;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>The journal's codecs of events and states as a territory needs them.</summary>
public sealed class TerritoryCodec(EventCodec events, StateCodec states) : ITerritoryCodec
{
    /// <summary>The product's own events and states.</summary>
    public static TerritoryCodec Domain { get; } = new(EventCodec.Domain, StateCodec.Domain);

    public int StateFormat => states.Format;

    public EncodedEvent Encode(DomainEvent fact)
    {
        var (name, version, payload) = events.Encode(fact);
        return new EncodedEvent(name, version, payload);
    }

    public DomainEvent Decode(string type, int version, ReadOnlyMemory<byte> payload) =>
        events.Decode(type, version, payload.Span);

    public ReadOnlyMemory<byte> EncodeState(ActorState state) => states.Encode(state);

    public ActorState DecodeState(ActorId actor, ReadOnlyMemory<byte> state) =>
        states.Decode(actor.Kind, state.Span);
}
