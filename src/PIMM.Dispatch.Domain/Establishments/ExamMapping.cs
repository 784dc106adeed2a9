using System.Globalization;
using System.Text;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// From DICOM's words to the territory's: specialty, region, expected minutes, a French name.
/// </summary>
public static class ExamMapping
{
    /// <summary>The first rule that holds; the last rule of a territory holds for everything.</summary>
    /// <param name="text">Body Part Examined and the descriptions.</param>
    public static ExamRule RuleFor(TerritorySettings settings, string modality, string text, int? ageYears)
    {
        var words = Normalise(text);
        foreach (var rule in settings.ExamRules)
        {
            if (Holds(rule, modality, words, ageYears))
                return rule;
        }
        return settings.ExamRules[^1];
    }

    /// <summary>
    /// Pure reading minutes to expect of an exam whose specialty and region a person has said.
    /// </summary>
    public static int ExpectedMinutes(
        TerritorySettings settings, string modality, Specialty specialty, AnatomicalRegion region)
    {
        foreach (var rule in settings.ExamRules)
        {
            if (rule.Region == region && rule.Specialty == specialty
                && (rule.Modality ?? modality) == modality)
                return rule.ExpectedMinutes;
        }
        foreach (var rule in settings.ExamRules)
        {
            if (rule.Region == region)
                return rule.ExpectedMinutes;
        }
        return settings.ExamRules[^1].ExpectedMinutes;
    }

    /// <summary>
    /// Capitals without accents, anything but letters and digits as one space, with a space at both ends.
    /// </summary>
    public static string Normalise(string text)
    {
        var plain = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(letter))
                plain.Append(char.ToUpperInvariant(letter));
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark
                && plain[^1] != ' ')
                plain.Append(' ');
        }
        return plain[^1] == ' ' ? plain.ToString() : plain.Append(' ').ToString();
    }

    /// <summary>
    /// The beginning of a word as <see cref="ExamRule.AnyOf"/> holds it: normalised, with the space before
    /// it.
    /// </summary>
    public static string Fragment(string word) => Normalise(word).TrimEnd();

    /// <summary>Full years at an instant; null when the birth date is not known or lies ahead.</summary>
    public static int? AgeYears(DateOnly? birth, DateOnly today)
    {
        if (birth is not { } born || born > today)
            return null;
        var years = today.Year - born.Year;
        return (today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? years - 1 : years;
    }

    private static bool Holds(ExamRule rule, string modality, string words, int? ageYears)
    {
        if (rule.Modality is not null && rule.Modality != modality)
            return false;
        if (rule.MaxAgeYears is { } max && !(ageYears < max))
            return false;
        return rule.AnyOf.IsEmpty || rule.AnyOf.Any(word => words.Contains(word, StringComparison.Ordinal));
    }
}
