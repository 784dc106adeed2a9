using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>What happens to a case by time alone.</summary>
public enum AheadKind
{
    OfferExpires, HoldEnds, Warning, Imminent, Breached, Step, AcknowledgementExpires, ImagesOverdue,
    CriticalUnconfirmed, ReportUnread,
}

/// <summary>Something that will happen to a case, unless somebody acts before.</summary>
/// <param name="At">When; a step after the next comes so if the next comes in time.</param>
/// <param name="Told">Who will be told; empty when the case itself moves on.</param>
/// <param name="Step">The number of the step, from 1; 0 for what is no step.</param>
/// <param name="Moves">An offer that is not answered goes to somebody else.</param>
/// <param name="Leaves">The case goes to the external provider.</param>
public sealed record AheadEvent(
    DateTimeOffset At, AheadKind Kind, ImmutableArray<Audience> Told, int Step, bool Moves, bool Leaves);

/// <summary>
/// What a case has ahead of it, and whom its alerts reach: pure functions of its state and the rules.
/// </summary>
public static class Escalation
{
    /// <summary>
    /// What will happen next if nobody acts, earliest first: steps of the escalation, alerts of the target,
    /// the end of an offer, of a hold, of an acknowledgement, and what is missed when it does not come:
    /// images, a critical result read back, a report read.
    /// </summary>
    public static ImmutableArray<AheadEvent> Ahead(CaseState state) =>
        [.. Standing(state).Concat(Steps(state)).OrderBy(ahead => ahead.At)];

    /// <summary>Whether an audience includes this reader, as things stand with case and reader.</summary>
    public static bool Reaches(
        Audience audience, CaseState item, ReaderId reader, ReaderState state, TerritorySettings settings,
        DateTimeOffset at) => audience.Kind switch
        {
            AudienceKind.Reader => audience.Key == reader.Value,
            AudienceKind.Readers => state.Duty is not null,
            AudienceKind.Present => state.IsPresent && MayTake(item, reader, settings, at),
            AudienceKind.OnCall =>
                state.Duty?.Line == DutyLine.OnCall && MayTake(item, reader, settings, at),
            _ => false,
        };

    /// <summary>Whom an alert concerns: who has the case, or whom its escalation has reached.</summary>
    internal static IEnumerable<Audience> Circle(CaseState state)
    {
        if (state.InHand)
            return [Audience.Of(state.Reader!.Value)];
        if (state is { Status: CaseStatus.Externalised, Provider: { } provider })
            return [Audience.Of(provider)];
        if (state.Escalation is not { } run)
            return [Audience.Readers];
        var reached = run.Policy.Steps.Take(run.StepsDone)
            .Select(step => Group(step.To)).Distinct().ToList();
        return reached.Count == 0 ? [Audience.Present] : reached;
    }

    internal static Audience AudienceOf(CaseState state, StepTo to) =>
        to == StepTo.Reader && state.Status == CaseStatus.Offered
            ? Audience.Of(state.Reader!.Value)
            : Group(to);

    private static Audience Group(StepTo to) => to switch
    {
        StepTo.Reader or StepTo.Readers => Audience.Present,
        StepTo.OnCall => Audience.OnCall,
        _ => Audience.Coordinators,
    };

    /// <summary>Whoever has said no to a case is not called for it again.</summary>
    private static bool MayTake(
        CaseState item, ReaderId reader, TerritorySettings settings, DateTimeOffset at) =>
        !item.DeclinedBy.Contains(reader)
        && Eligibility.MayRead(settings, reader, item.Establishment, item.Classification!.Specialty, at);

    private static IEnumerable<AheadEvent> Standing(CaseState state)
    {
        var circle = Circle(state).ToImmutableArray();
        foreach (var (name, at) in state.Deadlines)
        {
            if (KindOf(name) is not { } kind)
                continue;
            ImmutableArray<Audience> told = kind switch
            {
                AheadKind.OfferExpires => [],
                AheadKind.ImagesOverdue =>
                    [Audience.TechnologistsOf(state.Establishment), Audience.Coordinators],
                AheadKind.CriticalUnconfirmed or AheadKind.ReportUnread =>
                    [Audience.RequestersOf(state.Establishment), Audience.Coordinators],
                AheadKind.HoldEnds =>
                    [state.Reader is { } owner ? Audience.Of(owner) : Audience.Coordinators],
                AheadKind.Imminent or AheadKind.Breached when !circle.Contains(Audience.Coordinators) =>
                    circle.Add(Audience.Coordinators),
                _ => circle,
            };
            yield return new AheadEvent(at, kind, told, 0, false, false);
        }
    }

    private static AheadKind? KindOf(string deadline) => deadline switch
    {
        CaseDeadlines.Offer => AheadKind.OfferExpires,
        CaseDeadlines.Hold => AheadKind.HoldEnds,
        CaseDeadlines.Warning => AheadKind.Warning,
        CaseDeadlines.Imminent => AheadKind.Imminent,
        CaseDeadlines.Breached or CaseDeadlines.Overdue => AheadKind.Breached,
        CaseDeadlines.AlertAcknowledged => AheadKind.AcknowledgementExpires,
        CaseDeadlines.Images => AheadKind.ImagesOverdue,
        CaseDeadlines.Critical => AheadKind.CriticalUnconfirmed,
        CaseDeadlines.Acknowledgement => AheadKind.ReportUnread,
        _ => null,
    };

    /// <summary>The next step comes at its deadline, each later one as if all came in time.</summary>
    private static IEnumerable<AheadEvent> Steps(CaseState state)
    {
        if (state.Escalation is not { } run
            || !state.Deadlines.TryGetValue(CaseDeadlines.Escalation, out var at))
            yield break;
        for (var index = run.StepsDone; index < run.Policy.Steps.Length; index++)
        {
            if (index > run.StepsDone)
                at = run.DueOf(index, at);
            var step = run.Policy.Steps[index];
            yield return new AheadEvent(
                at, AheadKind.Step, [AudienceOf(state, step.To)], index + 1, step.Moves,
                step.To == StepTo.External);
        }
    }
}
