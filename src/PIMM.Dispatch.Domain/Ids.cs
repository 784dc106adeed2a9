namespace PIMM.Dispatch.Domain;

/// <summary>
/// An identifier that is a string inside and its own type outside; ordered ordinally everywhere.
/// </summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The text of the identifier, never null once constructed.</summary>
    string Value { get; }

    /// <summary>Wraps a text that was checked at the edge.</summary>
    static abstract TSelf Of(string value);
}

/// <summary>
/// One PIMM: the unit of consistency and of placement, for example <c>hainaut-cambresis</c>.
/// </summary>
public readonly record struct TerritoryId(string Value) : IId<TerritoryId>, IComparable<TerritoryId>
{
    public static TerritoryId Of(string value) => new(value);
    public int CompareTo(TerritoryId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>A hospital that scans, for example <c>denain</c>; unique within its territory.</summary>
public readonly record struct EstablishmentId(string Value)
    : IId<EstablishmentId>, IComparable<EstablishmentId>
{
    public static EstablishmentId Of(string value) => new(value);
    public int CompareTo(EstablishmentId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>A radiologist as one who reads; unique within a territory.</summary>
public readonly record struct ReaderId(string Value) : IId<ReaderId>, IComparable<ReaderId>
{
    public static ReaderId Of(string value) => new(value);
    public int CompareTo(ReaderId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>An external teleradiology company, as one who reads; unique within a territory.</summary>
public readonly record struct ProviderId(string Value) : IId<ProviderId>, IComparable<ProviderId>
{
    public static ProviderId Of(string value) => new(value);
    public int CompareTo(ProviderId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>
/// A télédossier. Its text is the territory, a dot and the sequence at which the case was opened, so that it
/// is unique across territories, never reused, and says by itself where it lives.
/// </summary>
public readonly record struct CaseId(string Value) : IId<CaseId>, IComparable<CaseId>
{
    public static CaseId Of(string value) => new(value);

    /// <summary>The id of the case opened by the event at <paramref name="sequence"/>.</summary>
    public static CaseId At(TerritoryId territory, long sequence) =>
        new(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{territory.Value}.{sequence}"));

    /// <summary>
    /// The territory that owns the case; false when the text does not have the form of a case id.
    /// </summary>
    public bool TryGetTerritory(out TerritoryId territory)
    {
        var dot = Value.LastIndexOf('.');
        territory = dot > 0 ? new TerritoryId(Value[..dot]) : default;
        return dot > 0 && dot < Value.Length - 1;
    }

    public int CompareTo(CaseId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>The stable id of a command; a repeated id returns the first outcome.</summary>
public readonly record struct CommandId(string Value) : IId<CommandId>, IComparable<CommandId>
{
    public static CommandId Of(string value) => new(value);
    public int CompareTo(CommandId other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>The Study Instance UID (0020,000D), syntax checked at the edge (PS3.5 §9.1).</summary>
public readonly record struct StudyUid(string Value) : IId<StudyUid>, IComparable<StudyUid>
{
    public static StudyUid Of(string value) => new(value);
    public int CompareTo(StudyUid other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>What an external flag says, for example <c>embolie-pulmonaire</c>; named by the
/// territory.</summary>
public readonly record struct FlagCode(string Value) : IId<FlagCode>, IComparable<FlagCode>
{
    public static FlagCode Of(string value) => new(value);
    public int CompareTo(FlagCode other) => string.CompareOrdinal(Value, other.Value);
    public override string ToString() => Value;
}

/// <summary>
/// A notice: the actor that raised it and its number there. Of a case it is written <c>case#number</c>; of
/// the roster <c>territory/roster#number</c>.
/// </summary>
public readonly record struct NoticeId(TerritoryId Territory, ActorId Source, int Number)
{
    private const string RosterSuffix = "/roster";

    /// <summary>The case that it speaks of; null when the roster raised it.</summary>
    public CaseId? Case => Source.Kind == ActorKind.Case ? new CaseId(Source.Key) : null;

    public static NoticeId Of(CaseId item, int number) =>
        new(item.TryGetTerritory(out var territory) ? territory : default, item, number);

    public static NoticeId OfRoster(TerritoryId territory, int number) =>
        new(territory, ActorId.Roster, number);

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Case?.Value ?? Territory.Value + RosterSuffix}#{Number}");

    /// <summary>Reads what <see cref="ToString"/> writes; false when the text has another form.</summary>
    public static bool TryParse(string? text, out NoticeId notice)
    {
        notice = default;
        var hash = text?.LastIndexOf('#') ?? -1;
        if (hash <= 0 || !int.TryParse(text.AsSpan(hash + 1), System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out var number))
            return false;
        var source = text![..hash];
        notice = source.EndsWith(RosterSuffix, StringComparison.Ordinal)
            ? OfRoster(new TerritoryId(source[..^RosterSuffix.Length]), number)
            : Of(new CaseId(source), number);
        return true;
    }
}
