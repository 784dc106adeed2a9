namespace PIMM.Dispatch.Domain;

/// <summary>
/// Who may read a case at all, before any preference: privilege at the site, and the specialty.
/// </summary>
public static class Eligibility
{
    public static bool MayRead(
        TerritorySettings settings, ReaderId reader, EstablishmentId site, Specialty specialty,
        DateTimeOffset at) =>
        settings.Readers.TryGetValue(reader, out var known)
        && known.MayReadFor(site, at)
        && known.SkillIn(specialty) > 0;
}
