using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace PIMM.Dispatch.TestKit;

/// <summary>
/// A value written out whole, one property per line, collections element by element: two values with the same
/// text are the same fact, also where a record holds a list and its own equality would compare references.
/// </summary>
public static class Text
{
    private const int DepthMax = 12;

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        if (depth > DepthMax)
            throw new InvalidOperationException("the value is nested too deeply to be compared");
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or Enum or bool or TimeSpan or Type:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case DateTimeOffset instant:
                text.Append(instant.ToString("O", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                text.Append(Convert.ToHexStringLower(bytes));
                break;
            case IEnumerable many:
                WriteMany(text, many, depth);
                break;
            case IFormattable number when number.GetType().IsPrimitive || number is decimal:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                WriteParts(text, value, depth);
                break;
        }
    }

    /// <summary>
    /// Dictionaries and sets have no order of their own: their elements stand in the order of their texts.
    /// </summary>
    private static void WriteMany(StringBuilder text, IEnumerable many, int depth)
    {
        var parts = many.Cast<object?>().Select(one =>
        {
            var part = new StringBuilder();
            Write(part, one, depth + 1);
            return part.ToString();
        });
        foreach (var part in IsUnordered(many.GetType()) ? parts.Order(StringComparer.Ordinal) : parts)
            NewLine(text, depth).Append("- ").Append(part);
    }

    private static bool IsUnordered(Type type) => type.GetInterfaces().Any(face => face.IsGenericType
        && (face.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
            || face.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)));

    private static void WriteParts(StringBuilder text, object value, int depth)
    {
        text.Append(value.GetType().Name);
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance;
        foreach (var property in value.GetType().GetProperties(own)
            .Where(p => p.GetIndexParameters().Length == 0))
            WritePart(text, property.Name, property.GetValue(value), depth);
        foreach (var field in value.GetType().GetFields(own))
            WritePart(text, field.Name, field.GetValue(value), depth);
    }

    private static void WritePart(StringBuilder text, string name, object? part, int depth)
    {
        NewLine(text, depth + 1).Append(name).Append(": ");
        Write(text, part, depth + 1);
    }

    private static StringBuilder NewLine(StringBuilder text, int depth) =>
        text.AppendLine().Append(' ', depth * 2);
}
