using System.Buffers.Binary;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Journal.Codec;

namespace PIMM.Dispatch.Benchmarks.Runtime;

/// <summary>Tells a counter to count.</summary>
internal sealed record Count : Message
{
    public static readonly Count Once = new();
}

/// <summary>
/// The cheapest actor that still writes a real event of the product: what is measured is the runtime and the
/// journal, not the rules.
/// </summary>
internal sealed record CounterState(int Value) : ActorState
{
    private static readonly CounterState Zero = new(0);
    private static readonly StudyUid Study = new("2.25.1");

    public static readonly ActorFactory Factory = static (_, _) => Zero;

    public override Decision Decide(Message message, TurnContext context) =>
        Decision.Of(new ImagesReceived(Study, Value + 1));

    public override ActorState Evolve(in Recorded recorded) =>
        recorded.Event is ImagesReceived received ? new CounterState(received.Count) : this;
}

/// <summary>The product's event codec; a counter's state is its four bytes.</summary>
internal sealed class CounterCodec : ITerritoryCodec
{
    public int StateFormat => 1;

    public EncodedEvent Encode(DomainEvent fact)
    {
        var (name, version, payload) = EventCodec.Domain.Encode(fact);
        return new EncodedEvent(name, version, payload);
    }

    public DomainEvent Decode(string type, int version, ReadOnlyMemory<byte> payload) =>
        EventCodec.Domain.Decode(type, version, payload.Span);

    public ReadOnlyMemory<byte> EncodeState(ActorState state)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, ((CounterState)state).Value);
        return bytes;
    }

    public ActorState DecodeState(ActorId actor, ReadOnlyMemory<byte> state) =>
        new CounterState(BinaryPrimitives.ReadInt32LittleEndian(state.Span));
}
