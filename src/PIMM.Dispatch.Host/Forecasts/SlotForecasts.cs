using System.Collections.Immutable;
using System.Globalization;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Forecasts;

namespace PIMM.Dispatch.Host.Forecasts;

/// <summary>What a slot is expected to bear, and how many readers are planned for it.</summary>
/// <param name="Planned">Readers on the roster; with none, the question is about one.</param>
public sealed record SlotForecast(
    Slot Slot, ExpectedDemand Expected, double Emergencies, int Planned, StaffingQuestion Question);

/// <summary>
/// The slots of garde and astreinte of some days, with what is expected of the hospitals of each line. A
/// session has its examinations by appointment, and a deep night without readers needs none. A line of some
/// specialties only has no forecast: how the examinations are shared with the others isn't known.
/// </summary>
internal static class SlotForecasts
{
    /// <summary>
    /// Rates this close ask the same question, so that most evenings of a week share an answer.
    /// </summary>
    private const int RateDecimals = 1;

    /// <param name="assumedPerHour">Emergencies of the whole territory, in place of what was seen.</param>
    public static IEnumerable<SlotForecast> Of(
        TerritorySettings settings, RosterState roster, DemandForecast forecast, double? assumedPerHour,
        DateTimeOffset from, DateTimeOffset until) =>
        from cover in Coverage.Of(settings, roster, @from, until)
        where cover.Slot.Line is { Readers: > 0, Kind: DutyLine.OnSite or DutyLine.OnCall }
            && Enum.GetValues<Specialty>().All(specialty => cover.Slot.Line.Specialties.Contains(specialty))
        let sites = SitesOf(settings, cover.Slot)
        where !sites.IsEmpty
        select assumedPerHour is { } perHour
            ? Assumed(settings, cover, sites, perHour)
            : Expected(settings, cover, sites, forecast);

    private static SlotForecast Expected(
        TerritorySettings settings, SlotCover cover, ImmutableArray<EstablishmentId> sites,
        DemandForecast forecast)
    {
        var (slot, hours) = (cover.Slot, (cover.Slot.Until - cover.Slot.From).TotalHours);
        var emergencies = forecast.Expect(sites, DemandKind.Emergency, slot.From, slot.Until);
        var scheduled = forecast.Expect(sites, DemandKind.Scheduled, slot.From, slot.Until);
        var demand = new SlotDemand(
            slot.From, slot.Until, sites, Math.Round(emergencies.Mean / hours, RateDecimals),
            Math.Round(scheduled.Mean / hours, RateDecimals),
            [.. forecast.ShapeOf(slot.From, slot.Until).Select(one => Math.Round(one, RateDecimals))]);
        return new SlotForecast(
            slot, emergencies.With(scheduled), emergencies.Mean, PlannedIn(cover),
            Question(settings, cover, demand));
    }

    /// <summary>Alike in every hour and at every hospital, and nothing scheduled.</summary>
    private static SlotForecast Assumed(
        TerritorySettings settings, SlotCover cover, ImmutableArray<EstablishmentId> sites, double perHour)
    {
        var (slot, hours) = (cover.Slot, (cover.Slot.Until - cover.Slot.From).TotalHours);
        var sending = settings.Establishments.Keys.Count(site => Coverage.Sends(settings, site, slot));
        var rate = perHour * sites.Length / sending;
        var demand = new SlotDemand(slot.From, slot.Until, sites, rate, 0, [1]);
        return new SlotForecast(
            slot, ExpectedDemand.Of(rate * hours, 0), rate * hours, PlannedIn(cover),
            Question(settings, cover, demand));
    }

    private static ImmutableArray<EstablishmentId> SitesOf(TerritorySettings settings, Slot slot) =>
        [.. slot.Line.Sites.Where(site => Coverage.Sends(settings, site, slot)).Order()];

    private static int PlannedIn(SlotCover cover) => cover.Spans
        .Where(span => span.Source is CoverSource.Published or CoverSource.Exception)
        .Select(span => span.By).Distinct().Count();

    private static StaffingQuestion Question(
        TerritorySettings settings, SlotCover cover, SlotDemand demand)
    {
        var planned = Math.Max(1, PlannedIn(cover));
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Id}/{cover.Slot.Line.Id}/{settings.LocalTime(demand.From):HH:mm}/"
            + $"{(demand.Until - demand.From).TotalMinutes}/{demand.EmergenciesPerHour}/"
            + $"{demand.ScheduledPerHour}/{string.Join(',', demand.Shape)}/"
            + $"{string.Join(',', demand.Sites)}/{planned}");
        return new StaffingQuestion(key, settings, demand, planned);
    }
}
