using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>
/// Writes the states of actors for snapshots and for the state hash: equal states give equal bytes, on every
/// machine, because members stand in the order of their declaration and only ordered collections are taken.
/// Safe for many threads.
/// </summary>
public sealed class StateCodec
{
    private readonly FrozenDictionary<Type, JsonTypeInfo> byClr;
    private readonly FrozenDictionary<ActorKind, JsonTypeInfo> byKind;

    /// <param name="states">The state of each kind of actor.</param>
    /// <param name="foldVersion">Raised when states of the same shape are folded differently.</param>
    /// <exception cref="InvalidOperationException">A state has a member without an order or without a way
    /// back.</exception>
    public StateCodec(IReadOnlyDictionary<ActorKind, Type> states, int foldVersion,
        JsonSerializerOptions options)
    {
        byKind = states.ToFrozenDictionary(pair => pair.Key, pair => options.GetTypeInfo(pair.Value));
        byClr = byKind.Values.ToFrozenDictionary(type => type.Type);
        var shape = string.Join('\n', states.OrderBy(pair => pair.Key).Select(pair =>
            $"{pair.Key} {StateShape.Of(pair.Value, options)}"));
        Format = BinaryPrimitives.ReadInt32LittleEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{foldVersion}\n{shape}")));
    }

    /// <summary>The codec of the product's own actors.</summary>
    public static StateCodec Domain { get; } =
        new(StateTable.States, StateTable.FoldVersion, JournalJson.Options(JournalJsonContext.Default));

    /// <summary>
    /// Names the shape of the states: it changes by itself when a member is added, renamed or retyped, and a
    /// snapshot of another format is rebuilt from events.
    /// </summary>
    public int Format { get; }

    /// <exception cref="ArgumentException">The state is of no kind of actor: a bug.</exception>
    public byte[] Encode(ActorState state) => byClr.TryGetValue(state.GetType(), out var type)
        ? JsonSerializer.SerializeToUtf8Bytes(state, type)
        : throw new ArgumentException($"{state.GetType().Name} is the state of no kind of actor");

    /// <exception cref="JsonException">The bytes are not those of such a state.</exception>
    public ActorState Decode(ActorKind kind, ReadOnlySpan<byte> state) =>
        byKind.TryGetValue(kind, out var type)
            ? (ActorState?)JsonSerializer.Deserialize(state, type) ?? throw new JsonException("no state")
            : throw new JsonException($"no state is kept of a {kind}");
}
