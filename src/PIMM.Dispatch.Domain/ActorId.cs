namespace PIMM.Dispatch.Domain;

/// <summary>The kinds of actor that live in a territory.</summary>
public enum ActorKind { Territory, Dispatcher, Roster, Establishment, Reader, Case, Provider, Alerts }

/// <summary>
/// The address of an actor inside its territory, written <c>kind/key</c>; kinds with one actor have an empty
/// key.
/// </summary>
public readonly record struct ActorId(ActorKind Kind, string Key) : IComparable<ActorId>
{
    /// <summary>The runtime itself: quarantined commands are told in its name.</summary>
    public static readonly ActorId Territory = new(ActorKind.Territory, "");
    public static readonly ActorId Dispatcher = new(ActorKind.Dispatcher, "");
    public static readonly ActorId Roster = new(ActorKind.Roster, "");
    public static readonly ActorId Alerts = new(ActorKind.Alerts, "");

    public static implicit operator ActorId(EstablishmentId id) => new(ActorKind.Establishment, id.Value);
    public static implicit operator ActorId(ReaderId id) => new(ActorKind.Reader, id.Value);
    public static implicit operator ActorId(ProviderId id) => new(ActorKind.Provider, id.Value);
    public static implicit operator ActorId(CaseId id) => new(ActorKind.Case, id.Value);

    /// <summary>Reads <c>kind/key</c>.</summary>
    /// <exception cref="FormatException">The kind is not known.</exception>
    public static ActorId Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var kind = (slash < 0 ? text : text[..slash]) switch
        {
            "territory" => ActorKind.Territory,
            "dispatcher" => ActorKind.Dispatcher,
            "roster" => ActorKind.Roster,
            "alerts" => ActorKind.Alerts,
            "establishment" => ActorKind.Establishment,
            "reader" => ActorKind.Reader,
            "provider" => ActorKind.Provider,
            "case" => ActorKind.Case,
            _ => throw new FormatException($"no kind of actor in '{text}'"),
        };
        return new ActorId(kind, slash < 0 ? "" : text[(slash + 1)..]);
    }

    public int CompareTo(ActorId other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Key, other.Key);

    public override string ToString() => Kind switch
    {
        ActorKind.Territory => "territory",
        ActorKind.Dispatcher => "dispatcher",
        ActorKind.Roster => "roster",
        ActorKind.Alerts => "alerts",
        ActorKind.Establishment => "establishment/" + Key,
        ActorKind.Reader => "reader/" + Key,
        ActorKind.Provider => "provider/" + Key,
        _ => "case/" + Key,
    };
}
