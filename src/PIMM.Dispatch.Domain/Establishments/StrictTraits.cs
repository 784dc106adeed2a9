using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// The strict traits of an identity (RNIV): family name, given name, birth date and sex, all present. Names
/// are compared without accents, case or punctuation.
/// </summary>
public static class StrictTraits
{
    /// <summary>
    /// One text for all traits; null when one is missing, for then nothing may be matched by them.
    /// </summary>
    public static string? Of(Patient patient)
    {
        if (patient.BirthDate is not { } birth || patient.Sex is null || patient.GivenName is null)
            return null;
        var (family, given) = (
            ExamMapping.Normalise(patient.FamilyName), ExamMapping.Normalise(patient.GivenName));
        return family.Length > 1 && given.Length > 1
            ? string.Create(CultureInfo.InvariantCulture,
                $"{family.Trim()}|{given.Trim()}|{birth:yyyyMMdd}|{patient.Sex}")
            : null;
    }

    /// <summary>
    /// True when the two cannot be the same person: a trait that both have differs, or two numbers of the
    /// same establishment do. Spelling of the given name alone is no conflict.
    /// </summary>
    public static bool Conflict(Patient one, Patient other) =>
        Differ(one.PatientId, other.PatientId)
        || Differ(ExamMapping.Normalise(one.FamilyName), ExamMapping.Normalise(other.FamilyName))
        || (one.BirthDate is { } birth && other.BirthDate is { } otherBirth && birth != otherBirth)
        || Differ(one.Sex, other.Sex);

    /// <summary>
    /// Two cases of one person: the same qualified INS, or the same number of the same establishment.
    /// </summary>
    public static string KeyOf(EstablishmentId establishment, Patient patient) => patient switch
    {
        { Status: IdentityStatus.Qualified, Ins: { } ins } => "ins:" + ins,
        { PatientId: { Length: > 0 } id } => $"ipp:{establishment.Value}:{id}",
        _ => Of(patient) is { } traits ? "traits:" + traits : "",
    };

    private static bool Differ(string? one, string? other) =>
        !string.IsNullOrWhiteSpace(one) && !string.IsNullOrWhiteSpace(other)
        && !string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
