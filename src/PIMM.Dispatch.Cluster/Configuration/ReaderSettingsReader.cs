using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// Reads <c>readers</c>: who reads what, for whom, from when to when.
/// </summary>
internal static partial class ReaderSettingsReader
{
    private const int ReaderCountMax = 1000;
    private const int PrivilegeCountMax = 100;
    private const int SiteCountMax = 200;

    private static readonly string[] s_specialties =
        [.. SettingWords<Specialty>.All.Select(pair => pair.Word)];

    public static ImmutableSortedDictionary<ReaderId, ReaderSettings> Readers(
        Setting list, TerritoryZone zone,
        ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        var readers = ImmutableSortedDictionary.CreateBuilder<ReaderId, ReaderSettings>();
        var initials = new SortedSet<string>(StringComparer.Ordinal);
        var persons = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items(1, ReaderCountMax))
        {
            var read = One(item, zone, known);
            if (!readers.TryAdd(read.Id, read) && read.Id.Value.Length > 0)
                item["id"].Problem($"The reader “{read.Id}” is written twice.");
            if (!persons.Add(read.Person) && read.Person.Length > 0)
                item["person"].Problem($"“{read.Person}” already stands for another reader here.");
            if (!initials.Add(read.Initials) && read.Initials.Length > 0)
                item["initials"].Problem($"“{read.Initials}” already stands for another reader.");
        }
        return readers.ToImmutable();
    }

    private static ReaderSettings One(
        Setting item, TerritoryZone zone,
        ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        item = item.Keys("id", "name", "initials", "person", "capMinutes", "skills", "privileges");
        var id = TerritoryFileReader.Id(item["id"]);
        return new ReaderSettings(
            new ReaderId(id),
            TerritoryFileReader.Name(item["name"]),
            item["initials"].Text(2, 3, Initials(), "Two or three capital letters or digits are expected."),
            Sites(item["privileges"], zone, known),
            Skills(item["skills"]),
            item["capMinutes"].Whole(5, 600))
        {
            Person = item["person"].IsNull ? id : TerritoryFileReader.Id(item["person"]),
        };
    }

    private static ImmutableSortedDictionary<Specialty, int> Skills(Setting item)
    {
        var before = item.ProblemCount;
        item = item.Keys(s_specialties);
        var skills = ImmutableSortedDictionary.CreateBuilder<Specialty, int>();
        foreach (var (word, specialty) in SettingWords<Specialty>.All)
            skills[specialty] = item[word].Whole(0, 3);
        if (before == item.ProblemCount && skills.Values.All(level => level == 0))
            item.Problem("This reader reads nothing: every level is 0.");
        return skills.ToImmutable();
    }

    private static ImmutableSortedDictionary<EstablishmentId, Privilege> Sites(
        Setting list, TerritoryZone zone,
        ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        var sites = ImmutableSortedDictionary.CreateBuilder<EstablishmentId, Privilege>();
        foreach (var entry in list.Items(1, PrivilegeCountMax))
        {
            var item = entry.Keys("establishments", "from", "lastDay", "reason");
            item["reason"].Text(1, DatedSetting.ReasonLengthMax);
            var span = Span(item, zone);
            foreach (var site in item["establishments"].Items(1, SiteCountMax))
            {
                var id = new EstablishmentId(TerritoryFileReader.Id(site));
                if (id.Value.Length == 0)
                    continue;
                if (!known.ContainsKey(id))
                    site.Problem($"“{id}” is not an establishment of this territory.");
                else if (!sites.TryAdd(id, span))
                    site.Problem($"The reader already has a privilege for “{id}”.");
            }
        }
        return sites.ToImmutable();
    }

    private static Privilege Span(Setting item, TerritoryZone zone)
    {
        var before = item.ProblemCount;
        var (from, lastDay) = (item["from"].Day(), item["lastDay"].Day());
        if (before == item.ProblemCount && lastDay < from)
            item["lastDay"].Problem("The last day comes before the first.");
        return new Privilege(zone.StartOf(from), zone.StartOf(lastDay.AddDays(1)));
    }

    [GeneratedRegex(@"^[A-Z0-9]{2,3}\z")]
    private static partial Regex Initials();
}
