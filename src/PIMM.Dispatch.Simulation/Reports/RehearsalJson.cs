using System.Text;
using System.Text.Json;
using PIMM.Dispatch.Simulation.Figures;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>
/// The machine-readable report: one object, percent and minutes, three decimals. The same evenings give the
/// same bytes.
/// </summary>
public static class RehearsalJson
{
    private const int Decimals = 3;

    public static string Of(Campaign campaign)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
            Write(json, campaign);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Campaign campaign)
    {
        var (setting, plan) = (campaign.Plan.Setting, campaign.Plan);
        json.WriteStartObject();
        json.WriteString("scenario", setting.Name);
        json.WriteString("territory", setting.Settings.Id.Value);
        json.WriteNumber("evenings", plan.Evenings);
        json.WriteNumber("seed", plan.FirstSeed);
        json.WriteNumber("readers", setting.Scenario.Readers.Length);
        Number(json, "emergenciesPerHour", setting.Scenario.EmergenciesPerHour);
        Number(json, "scheduledPerHour", setting.Scenario.ScheduledPerHour);
        Number(json, "surge", setting.Scenario.SurgeFactor);
        json.WriteStartArray("policies");
        foreach (var policy in campaign.Policies)
            Write(json, policy);
        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (var difference in campaign.Differences)
            Write(json, difference);
        json.WriteEndArray();
        if (setting.Night is { } night)
            ReplayJson.Write(json, campaign, night);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PolicyFigures figures)
    {
        json.WriteStartObject();
        json.WriteString("policy", figures.Policy.Code);
        foreach (var measure in Measure.All)
            Number(json, measure.Code, figures[measure].Value);
        Number(json, "p50", figures.Emergencies.P50);
        Number(json, "p90", figures.Emergencies.P90);
        Number(json, "p99", figures.Emergencies.P99);
        json.WriteNumber("cases", figures.Cases);
        json.WriteNumber("emergencies", figures.Emergencies.Count);
        json.WriteNumber("unfinished", figures.Evenings.Sum(evening => evening.Unfinished));
        json.WriteStartObject("confidence95");
        foreach (var measure in Measure.All)
            Bounds(json, measure.Code, figures[measure]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PolicyDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("policy", difference.Policy);
        json.WriteString("against", difference.Against);
        Number(json, "under45", difference.Under45.Value);
        Number(json, "mean", difference.Mean.Value);
        json.WriteStartObject("confidence95");
        Bounds(json, "under45", difference.Under45);
        Bounds(json, "mean", difference.Mean);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Bounds(Utf8JsonWriter json, string name, Interval interval)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(Math.Round(interval.Low, Decimals));
        json.WriteNumberValue(Math.Round(interval.High, Decimals));
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value) =>
        json.WriteNumber(name, Math.Round(value, Decimals));
}
