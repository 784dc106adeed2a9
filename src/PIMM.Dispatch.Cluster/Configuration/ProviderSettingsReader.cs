using System.Collections.Immutable;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads <c>externalProviders</c>: who takes which cases outside, when, and how many.</summary>
internal static class ProviderSettingsReader
{
    private const int ProviderCountMax = 20;
    private const int SlotCountMax = 20;
    private const int SiteCountMax = 200;
    private const int LanesMax = 50;
    private const int CasesMax = 1000;
    private const int CentsMax = 1_000_000;

    public static ImmutableSortedDictionary<ProviderId, ExternalProviderSettings> Read(
        Setting list, ImmutableSortedDictionary<ReaderId, ReaderSettings> readers,
        ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        var providers = ImmutableSortedDictionary.CreateBuilder<ProviderId, ExternalProviderSettings>();
        foreach (var item in list.Items(0, ProviderCountMax))
        {
            var read = One(item, known);
            if (read.Id.Value.Length == 0)
                continue;
            if (readers.ContainsKey(new ReaderId(read.Id.Value)) || !providers.TryAdd(read.Id, read))
                item["id"].Problem($"“{read.Id}” already stands for a reader or another provider.");
        }
        return providers.ToImmutable();
    }

    private static ExternalProviderSettings One(
        Setting item, ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        item = item.Keys(
            "id", "name", "reason", "lanes", "setUp", "acceptWithin", "centsPerExam", "slots");
        item["reason"].Text(1, DatedSetting.ReasonLengthMax);
        return new ExternalProviderSettings(
            new ProviderId(TerritoryFileReader.Id(item["id"])),
            TerritoryFileReader.Name(item["name"]),
            item["lanes"].Whole(1, LanesMax),
            item["setUp"].Duration(TimeSpan.Zero, TimeSpan.FromHours(2)),
            item["acceptWithin"].Duration(TimeSpan.FromSeconds(10), TimeSpan.FromHours(4)),
            item["centsPerExam"].Whole(0, CentsMax),
            [.. item["slots"].Items(1, SlotCountMax).Select(slot => Slot(slot, known))]);
    }

    private static ProviderSlot Slot(
        Setting item, ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        item = item.Keys(
            "days", "from", "to", "use", "establishments", "specialties", "urgencies", "casesMax");
        return new ProviderSlot(
            [.. Words<DayOfWeek>(item["days"])],
            item["from"].TimeOfDay(), item["to"].TimeOfDay(), item["use"].Choice<SlotUse>(),
            Sites(item["establishments"], known),
            [.. Words<Specialty>(item["specialties"])],
            [.. Words<Urgency>(item["urgencies"])],
            item["casesMax"].Whole(1, CasesMax));
    }

    private static ImmutableSortedSet<EstablishmentId> Sites(
        Setting list, ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> known)
    {
        var sites = ImmutableSortedSet.CreateBuilder<EstablishmentId>();
        foreach (var item in list.Items(1, SiteCountMax))
        {
            var id = new EstablishmentId(TerritoryFileReader.Id(item));
            if (id.Value.Length == 0)
                continue;
            if (!known.ContainsKey(id))
                item.Problem($"“{id}” is not an establishment of this territory.");
            else if (!sites.Add(id))
                item.Problem($"“{id}” is written twice.");
        }
        return sites.ToImmutable();
    }

    private static SortedSet<T> Words<T>(Setting list) where T : struct, Enum
    {
        var words = new SortedSet<T>();
        foreach (var item in list.Items(1, SettingWords<T>.All.Length))
        {
            var before = item.ProblemCount;
            if (!words.Add(item.Choice<T>()) && before == item.ProblemCount)
                item.Problem("This is written twice.");
        }
        return words;
    }
}
