using System.Diagnostics.Metrics;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>What the intake counts; names are listed in docs/operating.</summary>
internal static class IntakeMetrics
{
    public const string MeterName = "PIMM.Dispatch.Intake";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> ObjectsReceived = Meter.CreateCounter<long>("objects.received");
    private static readonly Counter<long> BytesReceived = Meter.CreateCounter<long>("objects.bytes", "By");
    private static readonly Counter<long> TellsFailed = Meter.CreateCounter<long>("studies.tell-failed");
    private static readonly Counter<long> Incidents = Meter.CreateCounter<long>("intake.incidents");

    public static void Received(Caller caller, StoreOutcome outcome, long bytes)
    {
        var territory = new KeyValuePair<string, object?>("territory", caller.Territory.Id.Value);
        var establishment = new KeyValuePair<string, object?>("establishment", caller.Establishment.Id.Value);
        ObjectsReceived.Add(1, territory, establishment, new("outcome", outcome.ToString()));
        BytesReceived.Add(bytes, territory, establishment);
    }

    public static void TellFailed(TerritoryId territory) =>
        TellsFailed.Add(1, new KeyValuePair<string, object?>("territory", territory.Value));

    public static void Incident(string kind) =>
        Incidents.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
