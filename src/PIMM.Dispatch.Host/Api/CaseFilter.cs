using System.Collections.Frozen;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Screens;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// What a list is narrowed by; each part alone must hold. An unknown word is refused, never ignored.
/// </summary>
public sealed class CaseFilter
{
    private const int SearchLengthMax = 64;

    private readonly FrozenSet<CaseStatus>? statuses;
    private readonly FrozenSet<Urgency>? urgencies;
    private readonly FrozenSet<string>? establishments;
    private readonly FrozenSet<string>? readers;
    private readonly string? search;
    private readonly Visibility visibility;

    private CaseFilter(
        FrozenSet<CaseStatus>? statuses, FrozenSet<Urgency>? urgencies, FrozenSet<string>? establishments,
        FrozenSet<string>? readers, string? search, Visibility visibility)
    {
        (this.statuses, this.urgencies, this.establishments) = (statuses, urgencies, establishments);
        (this.readers, this.search, this.visibility) = (readers, search, visibility);
    }

    /// <exception cref="Problems.ProblemException">400: a word that is none.</exception>
    public static CaseFilter Of(
        string? status, string? urgency, string? establishment, string? reader, string? q,
        Visibility visibility) => new(
        Enumeration<CaseStatus>(status, "status"), Enumeration<Urgency>(urgency, "urgency"),
        Texts(establishment, "establishment"), Texts(reader, "reader"),
        Field.Optional(q, "q", SearchLengthMax) is { } text ? Plain(text) : null, visibility);

    public bool Takes(CaseState item) =>
        statuses?.Contains(item.Status) != false
        && urgencies?.Contains(item.Classification!.Urgency) != false
        && establishments?.Contains(item.Establishment.Value) != false
        && (readers is null || (item.Reader is { } reader && readers.Contains(reader.Value)))
        && (search is null
            || Searched(item).Any(text => Plain(text).Contains(search, StringComparison.Ordinal)));

    /// <summary>
    /// Only what the caller sees can be searched: a search must not tell what the list hides.
    /// </summary>
    private IEnumerable<string> Searched(CaseState item)
    {
        yield return item.Id.Value;
        if (visibility >= Visibility.WithoutIdentity)
            yield break;
        yield return item.Exam!.Description;
        yield return item.AccessionNumber ?? "";
        yield return $"{item.Patient!.FamilyName} {item.Patient.GivenName}";
        yield return item.Patient.PatientId ?? "";
    }

    /// <summary>Accents, case and punctuation do not count.</summary>
    private static string Plain(string text) => ExamMapping.Normalise(text).Trim();

    private static FrozenSet<T>? Enumeration<T>(string? words, string field) where T : struct, Enum =>
        Split(words)?.Select(word => Field.Word<T>(word, field)).ToFrozenSet();

    private static FrozenSet<string>? Texts(string? words, string field) =>
        Split(words)?.Select(word => Field.Required(word, field, Field.IdLengthMax)).ToFrozenSet();

    private static string[]? Split(string? words) =>
        string.IsNullOrEmpty(words) ? null
            : words.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
