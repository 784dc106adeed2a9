using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PIMM.Dispatch.Journal.Codec;

/// <summary>
/// Describes what a state is made of, and refuses what could be written in more than one way: collections
/// that keep no order, or order texts by the machine's culture.
/// </summary>
internal static class StateShape
{
    private static readonly ImmutableArray<Type> Ordered =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableSortedSet<>),
    ];

    /// <summary>One line per type: its name, and the name and type of each member.</summary>
    public static string Of(Type state, JsonSerializerOptions options)
    {
        var text = new StringBuilder();
        Describe(state, options, [], text);
        return text.ToString();
    }

    private static void Describe(Type type, JsonSerializerOptions options, HashSet<Type> seen,
        StringBuilder text)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (!seen.Add(type))
            return;
        if (type.IsGenericType || (type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type)))
        {
            RequireOrder(type);
            foreach (var part in type.GetGenericArguments())
                Describe(part, options, seen, text);
            return;
        }
        text.Append(type.Name).Append('{');
        var members = options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } known
            ? known.Properties.Where(member => member.Set is not null
                || member.AssociatedParameter is not null).ToList()
            : [];
        foreach (var member in members)
            text.Append(CultureInfo.InvariantCulture, $"{member.Name}:{NameOf(member.PropertyType)};");
        text.Append('}').Append('\n');
        foreach (var member in members)
            Describe(member.PropertyType, options, seen, text);
    }

    private static void RequireOrder(Type type)
    {
        if (!type.IsGenericType || !Ordered.Contains(type.GetGenericTypeDefinition()))
            throw new InvalidOperationException(
                $"a state holds {NameOf(type)}: take an immutable array or list, a sorted dictionary or set");
        if (type.GetGenericTypeDefinition() == typeof(ImmutableSortedSet<>)
            && type.GetGenericArguments()[0] == typeof(string))
            throw new InvalidOperationException(
                "a state holds a sorted set of texts, ordered by culture: take a dictionary, or ids");
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name}<{string.Join(',', type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
