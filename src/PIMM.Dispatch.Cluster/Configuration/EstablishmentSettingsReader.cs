using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>Reads <c>establishments</c>: identity, calling AE titles, dated connection, weight.</summary>
internal static partial class EstablishmentSettingsReader
{
    private const int EstablishmentCountMax = 200;
    private const int AeTitleCountMax = 50;
    private const int PhoneContactCountMax = 10;

    public static ImmutableSortedDictionary<EstablishmentId, EstablishmentSettings> Read(
        Setting list, TerritoryZone zone)
    {
        var establishments =
            ImmutableSortedDictionary.CreateBuilder<EstablishmentId, EstablishmentSettings>();
        var abbreviations = new SortedSet<string>(StringComparer.Ordinal);
        var hosts = 0;
        foreach (var item in list.Items(1, EstablishmentCountMax))
        {
            var read = One(item, zone);
            if (!establishments.TryAdd(read.Id, read) && read.Id.Value.Length > 0)
                item["id"].Problem($"The establishment “{read.Id}” is written twice.");
            if (!abbreviations.Add(read.Abbreviation) && read.Abbreviation.Length > 0)
                item["abbreviation"]
                    .Problem($"“{read.Abbreviation}” already stands for another establishment.");
            if (read.Host && ++hosts > 1)
                item["host"].Problem("A territory has at most one host.");
        }
        return establishments.ToImmutable();
    }

    private static EstablishmentSettings One(Setting item, TerritoryZone zone)
    {
        item = item.Keys(
            "id", "name", "abbreviation", "host", "reason", "aeTitles", "connection", "priorityMilli",
            "imagesAlone", "criticalContacts");
        item["reason"].Text(1, DatedSetting.ReasonLengthMax);
        return new EstablishmentSettings(
            new EstablishmentId(TerritoryFileReader.Id(item["id"])),
            TerritoryFileReader.Name(item["name"]),
            item["abbreviation"].Text(3, 3, Abbreviation(), "Three capital letters are expected."),
            item["host"].Flag(),
            [.. item["aeTitles"].Items(1, AeTitleCountMax).Select(AeTitle)],
            DatedSetting.Read(item["connection"], zone, value => value.Choice<Connection>()),
            item["priorityMilli"].Whole(500, 2000),
            item["imagesAlone"].Choice<ImagesAlone>())
        {
            CriticalContacts = [.. item["criticalContacts"].Items(0, PhoneContactCountMax).Select(Contact)],
        };
    }

    private static PhoneContact Contact(Setting item)
    {
        item = item.Keys("label", "number");
        return new PhoneContact(
            TerritoryFileReader.Name(item["label"]),
            item["number"].Text(
                2, 30, Number(), "Digits and spaces are expected, with + in front if need be."));
    }

    private static CallingAe AeTitle(Setting item)
    {
        item = item.Keys("title", "address");
        var title = item["title"].Text(1, 16, Title(),
            "An AE title is ASCII without backslash, without a space at either end (DICOM PS3.5 §6.2).");
        if (item["address"].IsNull)
            return new CallingAe(title, null);
        var before = item.ProblemCount;
        var address = item["address"].Text(2, 45);
        if (item["address"].IsAbsent || before != item.ProblemCount)
            return new CallingAe(title, null);
        if (IPAddress.TryParse(address, out var parsed))
            return new CallingAe(title, parsed.ToString());
        item["address"].Problem($"“{address}” is not an IP address; write null to accept any.");
        return new CallingAe(title, null);
    }

    [GeneratedRegex(@"^\+?[0-9]( ?[0-9])+\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[A-Z]{3}\z")]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"^[!-\[\]-~]+( +[!-\[\]-~]+)*\z")]
    private static partial Regex Title();
}
