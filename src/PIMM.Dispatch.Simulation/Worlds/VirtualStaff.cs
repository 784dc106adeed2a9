using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// Fictitious readers, as many as a scenario needs, where a territory's own are fewer or more.
/// </summary>
public static class VirtualStaff
{
    /// <summary>Fewer minutes than this in hand, and a reader is offered more.</summary>
    private const int CapMinutes = 45;

    /// <summary>
    /// Skills of the first four readers in neuro, abdomen-pelvis, thorax, musculoskeletal, vascular,
    /// paediatric, polytrauma; further readers begin again. Two readers together know the frequent organs.
    /// </summary>
    private static readonly ImmutableArray<ImmutableArray<int>> Profiles =
    [
        [3, 1, 2, 2, 3, 1, 2],
        [1, 3, 3, 1, 1, 1, 2],
        [3, 2, 1, 3, 2, 2, 1],
        [2, 3, 2, 1, 1, 3, 3],
    ];

    private static readonly ImmutableArray<Specialty> Organs =
    [
        Specialty.Neuro, Specialty.AbdomenPelvis, Specialty.Thorax, Specialty.Musculoskeletal,
        Specialty.Vascular, Specialty.Paediatric, Specialty.Polytrauma,
    ];

    /// <summary>
    /// The same territory with exactly so many readers, each with the privilege at every site.
    /// </summary>
    public static TerritorySettings With(this TerritorySettings settings, int readers) => settings with
    {
        Readers = Enumerable.Range(1, readers).Select(number => ReaderOf(settings, number))
            .ToImmutableSortedDictionary(reader => reader.Id, reader => reader),
    };

    /// <summary>The same territory with so many of them beside its own readers.</summary>
    public static TerritorySettings Beside(this TerritorySettings settings, int readers) => settings with
    {
        Readers = settings.Readers.AddRange(
            Enumerable.Range(1, settings.Readers.Count + readers).Select(number => ReaderOf(settings, number))
                .Where(reader => !settings.Readers.ContainsKey(reader.Id)).Take(readers)
                .Select(reader => KeyValuePair.Create(reader.Id, reader))),
    };

    private static ReaderSettings ReaderOf(TerritorySettings settings, int number)
    {
        var name = number.ToString("000", CultureInfo.InvariantCulture);
        var always = new Privilege(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        return new ReaderSettings(
            new ReaderId("virtuel" + name), "Dr Virtuel " + name, "V" + name,
            settings.Establishments.Keys.ToImmutableSortedDictionary(site => site, _ => always),
            SkillsOf(number), CapMinutes);
    }

    private static ImmutableSortedDictionary<Specialty, int> SkillsOf(int number)
    {
        var skills = ImmutableSortedDictionary.CreateBuilder<Specialty, int>();
        var profile = Profiles[(number - 1) % Profiles.Length];
        foreach (var (organ, skill) in Organs.Zip(profile))
            skills[organ] = skill;
        skills[Specialty.General] = 2;
        return skills.ToImmutable();
    }
}
