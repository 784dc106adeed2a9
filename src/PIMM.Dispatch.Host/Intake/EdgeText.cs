using System.Globalization;
using System.Text;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// Text from the wire, made harmless for logs, screens and files: one line, bounded, nothing invisible.
/// </summary>
internal static class EdgeText
{
    /// <summary>
    /// Without control and format characters (line breaks, escapes, marks that turn the direction of text),
    /// runs of white space as one space, cut to a length; null when nothing is left.
    /// </summary>
    public static string? Clean(string? text, int lengthMax)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = new StringBuilder(Math.Min(text.Length, lengthMax));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > lengthMax)
                break;
            Append(clean, rune);
        }
        if (clean.Length > 0 && clean[^1] == ' ')
            clean.Length--;
        return clean.Length == 0 ? null : clean.ToString();
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned:
                return;
            case UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator:
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
                return;
            default:
                clean.Append(rune.ToString());
                return;
        }
    }
}
