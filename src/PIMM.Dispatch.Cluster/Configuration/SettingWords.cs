using System.Collections.Immutable;
using System.Text;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// The words of a settings file for an enumeration: <c>SemiUrgent</c> is written <c>semi-urgent</c>.
/// </summary>
internal static class SettingWords<T> where T : struct, Enum
{
    /// <summary>In the order of the enumeration.</summary>
    public static ImmutableArray<(string Word, T Value)> All { get; } =
        [.. Enum.GetValues<T>().Select(value => (Kebab(value.ToString()), value))];

    public static string List { get; } = string.Join(", ", All.Select(pair => pair.Word));

    public static bool TryRead(string word, out T value)
    {
        foreach (var pair in All)
        {
            value = pair.Value;
            if (pair.Word == word)
                return true;
        }
        value = default;
        return false;
    }

    private static string Kebab(string pascal)
    {
        var word = new StringBuilder(pascal.Length + 4);
        foreach (var letter in pascal)
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }
        return word.ToString();
    }
}
