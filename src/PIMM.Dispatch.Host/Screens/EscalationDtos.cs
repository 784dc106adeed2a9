using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>What a case has ahead of it, as a screen is told.</summary>
internal static class EscalationDtos
{
    /// <summary>null when nothing more happens to the case by time alone.</summary>
    public static EscalationDto? Of(CaseState state)
    {
        var ahead = Escalation.Ahead(state);
        var run = state.Escalation;
        return ahead.IsEmpty && run is null ? null : new EscalationDto(
            run?.StepsDone ?? 0, run?.Policy.Steps.Length ?? 0, run?.AcknowledgedBy, run?.AcknowledgedUntil,
            [.. ahead.Select(Of)]);
    }

    private static AheadDto Of(AheadEvent ahead) => new(
        ahead.At, Words.Of(ahead.Kind), ahead.Step == 0 ? null : ahead.Step,
        ahead.Leaves ? [Words.Of(StepTo.External)] : [.. ahead.Told.Select(one => Words.Of(one.Kind))],
        ahead.Moves);
}
