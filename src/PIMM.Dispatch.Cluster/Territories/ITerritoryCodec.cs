using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Territories;

/// <summary>
/// How the events and states of a territory's actors are written; explicit, with stable names.
/// </summary>
public interface ITerritoryCodec
{
    /// <summary>The version of the shape of states; a snapshot of another one is not used.</summary>
    int StateFormat { get; }

    EncodedEvent Encode(DomainEvent fact);

    /// <exception cref="Exception">The type or version is not known: the territory must not
    /// start.</exception>
    DomainEvent Decode(string type, int version, ReadOnlyMemory<byte> payload);

    /// <summary>Canonical: equal states have equal bytes, on every machine.</summary>
    ReadOnlyMemory<byte> EncodeState(ActorState state);

    ActorState DecodeState(ActorId actor, ReadOnlyMemory<byte> state);
}

/// <summary>An event as it goes into a row.</summary>
public readonly record struct EncodedEvent(string Type, int Version, ReadOnlyMemory<byte> Payload);
