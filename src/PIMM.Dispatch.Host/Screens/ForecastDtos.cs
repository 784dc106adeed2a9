using System.Globalization;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Forecasts;
using PIMM.Dispatch.Simulation.Forecasts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>Forecast and staffing as they cross the wire.</summary>
internal static class ForecastDtos
{
    private const int Decimals = 1;

    public static ForecastDto Of(
        TerritoryId territory, DateTimeOffset from, DateTimeOffset until, DemandForecast forecast,
        double? assumed, IEnumerable<SlotForecast> slots,
        Func<StaffingQuestion, (bool Known, SlotStaffing? Staffing)> ask)
    {
        var answered = slots.Select(slot => (Slot: slot, Answer: ask(slot.Question))).ToList();
        return new ForecastDto(
            territory.Value, from, until,
            assumed is not null ? "assumption" : forecast.IsEnough ? "history" : "none",
            Rounded(forecast.Weeks), DemandForecast.WeeksMin, forecast.Cases,
            assumed is { } perHour ? Rounded(perHour) : null, answered.Count(one => !one.Answer.Known),
            [.. answered.Select(one => Of(one.Slot, one.Answer.Staffing))]);
    }

    private static SlotForecastDto Of(SlotForecast forecast, SlotStaffing? staffing)
    {
        var (slot, expected) = (forecast.Slot, forecast.Expected);
        return new SlotForecastDto(
            slot.Id.Value, slot.Line.Id.Value, slot.Line.Name,
            slot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), slot.From, slot.Until,
            Rounded(expected.Mean), expected.Low, expected.High, Rounded(forecast.Emergencies),
            forecast.Planned, staffing?.Needed(SlotStaffing.UsualGoal),
            staffing?.Needed(SlotStaffing.HighGoal),
            [.. (staffing?.Trials ?? []).Select(trial => new StaffedSlotDto(
                trial.Readers, Rounded(trial.Under45.Value), Rounded(trial.Under45.Low),
                Rounded(trial.Under45.High), Rounded(trial.Mean.Value)))]);
    }

    private static decimal Rounded(double value) => Math.Round((decimal)value, Decimals);
}
