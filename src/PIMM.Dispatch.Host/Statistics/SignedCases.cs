using System.Collections.Immutable;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Statistics;

/// <summary>What statistics keep of a signed case: instants and where it belongs, nobody's name.</summary>
public sealed record SignedCase(
    CaseId Id, EstablishmentId Establishment, Urgency Urgency, AnatomicalRegion Region,
    DateTimeOffset ClockStartedAt,
    DateTimeOffset DueAt, DateTimeOffset SignedAt)
{
    public TimeSpan Turnaround => SignedAt - ClockStartedAt;

    public bool InTarget => SignedAt <= DueAt;
}

/// <summary>
/// Every signed case of a territory, in the order of signing, and those still on their way.
/// </summary>
public sealed record SignedCases(
    ImmutableList<SignedCase> Signed, ImmutableDictionary<ActorId, UnsignedCase> Open);

/// <summary>A case that has no signed report yet.</summary>
public sealed record UnsignedCase(
    EstablishmentId Establishment, Classification Classification, Target? Target);

/// <summary>
/// Folds the whole journal into <see cref="SignedCases"/>. A case counts once, at its first signature; what
/// was added later does not move it.
/// </summary>
public sealed class SignedCasesView : IView<SignedCases>
{
    public SignedCases Initial { get; } = new([], ImmutableDictionary<ActorId, UnsignedCase>.Empty);

    public SignedCases Fold(SignedCases state, in Fact fact)
    {
        var (actor, at) = (fact.Recorded.Actor, fact.Recorded.At);
        if (fact.Recorded.Event is CaseOpened opened)
            return state with
            {
                Open = state.Open.SetItem(
                    actor, new UnsignedCase(opened.Establishment, opened.Classification, null)),
            };
        if (actor.Kind != ActorKind.Case || !state.Open.TryGetValue(actor, out var open))
            return state;
        return fact.Recorded.Event switch
        {
            CaseClassified e => Keep(state, actor, open with { Classification = e.Classification }),
            TargetSet e => Keep(state, actor, open with { Target = e.Target }),
            CaseCancelled => state with { Open = state.Open.Remove(actor) },
            ReportSigned => Sign(state, actor, open, at),
            _ => state,
        };
    }

    private static SignedCases Keep(SignedCases state, ActorId actor, UnsignedCase open) =>
        state with { Open = state.Open.SetItem(actor, open) };

    private static SignedCases Sign(
        SignedCases state, ActorId actor, UnsignedCase open, DateTimeOffset at) => new(
        open.Target is { } target
            ? state.Signed.Add(new SignedCase(
                new CaseId(actor.Key), open.Establishment, open.Classification.Urgency,
                open.Classification.Region,
                target.ClockStartedAt, target.DueAt, at))
            : state.Signed,
        state.Open.Remove(actor));
}
