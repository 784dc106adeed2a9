using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Codec;

namespace PIMM.Dispatch.Simulation.Territories;

/// <summary>The product's own events and states, as production writes them.</summary>
public sealed class DomainCodec : ITerritoryCodec
{
    public int StateFormat => StateCodec.Domain.Format;

    public EncodedEvent Encode(DomainEvent fact)
    {
        var (name, version, payload) = EventCodec.Domain.Encode(fact);
        return new EncodedEvent(name, version, payload);
    }

    public DomainEvent Decode(string type, int version, ReadOnlyMemory<byte> payload) =>
        EventCodec.Domain.Decode(type, version, payload.Span);

    public ReadOnlyMemory<byte> EncodeState(ActorState state) => StateCodec.Domain.Encode(state);

    public ActorState DecodeState(ActorId actor, ReadOnlyMemory<byte> state) =>
        StateCodec.Domain.Decode(actor.Kind, state.Span);
}
