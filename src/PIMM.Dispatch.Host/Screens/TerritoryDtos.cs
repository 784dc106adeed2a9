using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>A territory with what a form or a filter needs, as its rules are at an instant.</summary>
internal static class TerritoryDtos
{
    public static TerritoryDto Of(ScreenState screen, DateTimeOffset now)
    {
        var settings = screen.Settings;
        return new TerritoryDto(
            settings.Id.Value, settings.Name, settings.Zone,
            [.. settings.Establishments.Values.Select(site => Of(site, settings, now))],
            [.. settings.Urgencies.At(now).Select(rule => Of(rule.Key, rule.Value))],
            [.. settings.Readers.Keys.Select(id => screen.Readers[id])],
            [.. settings.ExternalProviders.Keys.Select(id => id.Value)],
            settings.WallboardQueueTarget, PartDtos.Of(settings));
    }

    private static EstablishmentDto Of(
        EstablishmentSettings site, TerritorySettings settings, DateTimeOffset now)
    {
        var connected = site.Connection.At(now) switch
        {
            Connection.Connected => true,
            Connection.OnCall => settings.IsOnCall(now),
            _ => false,
        };
        return new EstablishmentDto(
            site.Id.Value, site.Name, site.Abbreviation, connected ? "connected" : "partner", site.Host);
    }

    private static UrgencyDto Of(Urgency urgency, UrgencyRule rule) => new(
        Words.Of(urgency), CaseTexts.LetterOf(urgency), CaseTexts.Of(urgency), (int)rule.Target.TotalMinutes,
        (int)rule.WarningBefore.TotalMinutes, (int)rule.ImminentBefore.TotalMinutes);
}
