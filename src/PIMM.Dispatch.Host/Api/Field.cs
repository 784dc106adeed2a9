using System.Globalization;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Checks of single fields, once, at the edge; what passes is trusted inside.</summary>
public static class Field
{
    public const int IdLengthMax = 64;
    public const int NameLengthMax = 64;
    public const int ReasonLengthMax = 500;
    public const int NoteLengthMax = 4_000;
    public const int ReportLengthMax = 20_000;

    /// <summary>A text that has to be there; trimmed.</summary>
    public static string Required(string? value, string field, int lengthMax) =>
        Optional(value, field, lengthMax) ?? throw Missing(field);

    /// <summary>A text, trimmed, or null when there is none.</summary>
    /// <exception cref="ProblemException">400: too long, or it holds what is no text.</exception>
    public static string? Optional(string? value, string field, int lengthMax)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var text = value.Trim();
        if (text.Length > lengthMax || !text.EnumerateRunes().All(IsText) || HasLoneSurrogate(text))
            throw Invalid(field);
        return text;
    }

    /// <summary>A word of an enumeration that has to be there.</summary>
    public static T Word<T>(string? value, string field) where T : struct, Enum =>
        OptionalWord<T>(value, field) ?? throw Missing(field);

    public static T? OptionalWord<T>(string? value, string field) where T : struct, Enum
    {
        if (value is null)
            return null;
        return Words.TryParse<T>(value, out var known) ? known : throw Invalid(field);
    }

    public static int? Within(int? value, string field, int min, int max) =>
        value is null || (value >= min && value <= max) ? value : throw Invalid(field);

    public static DateOnly? Date(string? value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        return DateOnly.TryParseExact(
            value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Invalid(field);
    }

    /// <summary>An instant that has to be there, in UTC.</summary>
    public static DateTimeOffset Instant(DateTimeOffset? value, string field) =>
        value is { } instant ? instant.ToUniversalTime() : throw Missing(field);

    public static ProblemException Missing(string field) =>
        ProblemException.Of(ProblemCodes.FieldMissing, StatusCodes.Status400BadRequest, field);

    public static ProblemException Invalid(string field) =>
        ProblemException.Of(ProblemCodes.FieldInvalid, StatusCodes.Status400BadRequest, field);

    private static bool IsText(System.Text.Rune rune) =>
        rune.Value is '\n' or '\r' or '\t'
        || System.Text.Rune.GetUnicodeCategory(
            rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static bool HasLoneSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 >= text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return true;
            index++;
        }
        return false;
    }
}
