using System.Text.Json;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Simulation.Reports;

/// <summary>What the machine-readable report has more when a past night was played again.</summary>
internal static class ReplayJson
{
    private const int Decimals = 3;

    public static void Write(Utf8JsonWriter json, Campaign campaign, PastNight night)
    {
        json.WriteStartObject("replay");
        json.WriteString("journal", campaign.Plan.Setting.Name);
        json.WriteString("from", night.From.UtcDateTime);
        json.WriteString("until", night.Until.UtcDateTime);
        json.WriteNumber("cases", night.Cases.Length);
        json.WriteNumber("measured", night.Measured);
        json.WriteStartObject("leftOut");
        json.WriteNumber("waiting", night.LeftOut.Waiting);
        json.WriteNumber("cancelled", night.LeftOut.Cancelled);
        json.WriteNumber("unsigned", night.LeftOut.Unsigned);
        json.WriteNumber("unknown", night.LeftOut.Unknown);
        json.WriteEndObject();
        json.WriteStartArray("changes");
        foreach (var replayed in ReplayedCases.Of(campaign))
            Write(json, replayed);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReplayedCases replayed)
    {
        json.WriteStartObject();
        json.WriteString("policy", replayed.Policy.Code);
        json.WriteNumber("better", replayed.Better);
        json.WriteNumber("worse", replayed.Worse);
        json.WriteNumber("same", replayed.Same);
        json.WriteStartArray("most");
        foreach (var one in replayed.Most)
        {
            json.WriteStartObject();
            json.WriteString("case", one.Id.Value);
            json.WriteNumber("real", Math.Round(one.Real, Decimals));
            if (one.Played is { } played)
                json.WriteNumber("played", Math.Round(played, Decimals));
            else
                json.WriteNull("played");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
