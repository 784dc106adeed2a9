using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// A radiologist as the team sees it; everybody of the territory, whether they have ever been on duty or not.
/// </summary>
internal static class ReaderDtos
{
    public static ReaderDto Of(ReaderSettings reader, TerritoryView view)
    {
        var state = view.Readers.GetValueOrDefault(reader.Id) as ReaderState ?? ReaderState.Initial;
        return new ReaderDto(
            reader.Id.Value, reader.Name, reader.Initials, Words.Of(state.Presence), state.Duty is not null,
            state.Duty is { } duty ? Words.Of(duty.Line) : null, state.Duty?.Until,
            [.. reader.Skills.Where(skill => skill.Value > 0).Select(skill => Words.Of(skill.Key))],
            state.LoadMinutes, [.. state.InHand.Keys.Select(id => id.Value)], CurrentOf(state, view)?.Value);
    }

    /// <summary>On the wall nobody has more than initials.</summary>
    public static ReaderDto OnTheWall(ReaderDto reader) => reader with { Name = reader.Initials };

    /// <summary>The case in hand that was accepted last.</summary>
    private static CaseId? CurrentOf(ReaderState state, TerritoryView view)
    {
        var inHand = state.InHand.Keys
            .Select(id => view.Cases.GetValueOrDefault(id) as CaseState)
            .OfType<CaseState>();
        return inHand.MaxBy(item => item.AcceptedAt)?.Id;
    }
}
