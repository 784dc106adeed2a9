using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Tests.Intake;

/// <summary>A shipped territory with one thing changed.</summary>
internal static class SettingsChanges
{
    public static TerritorySettings WithAddress(
        this TerritorySettings settings, string establishment, string address) =>
        settings.With(establishment, e =>
            e with { AeTitles = [.. e.AeTitles.Select(ae => ae with { Address = address })] });

    public static TerritorySettings WithConnection(
        this TerritorySettings settings, string establishment, Connection connection) =>
        settings.With(establishment, e => e with { Connection = Dated.Always(connection) });

    private static TerritorySettings With(
        this TerritorySettings settings, string establishment,
        Func<EstablishmentSettings, EstablishmentSettings> change)
    {
        var id = new EstablishmentId(establishment);
        return settings with
        {
            Establishments = settings.Establishments.SetItem(id, change(settings.Establishments[id])),
        };
    }
}
