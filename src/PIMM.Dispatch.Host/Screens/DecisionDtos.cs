using System.Collections.Immutable;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>A decision of the dispatcher with its reasons, in French.</summary>
internal static class DecisionDtos
{
    /// <summary>The policy of a decision that nobody could be chosen in.</summary>
    private const string NoPolicy = "e";

    /// <summary>The policy of a decision to send a case out.</summary>
    private const string Overflow = "overflow";

    public static DispatchDecisionDto Of(Recorded decided, TerritorySettings settings) => decided.Event switch
    {
        CaseDispatched e => new DispatchDecisionDto(
            decided.Sequence, decided.At, e.Case.Value, e.Policy, e.Reader.Value, NameOf(e.Reader, settings),
            Terms(e.Terms, settings), Others(e.Others, settings),
            DecisionTexts.Chosen(NameOf(e.Reader, settings))),
        CaseSentOut e => new DispatchDecisionDto(
            decided.Sequence, decided.At, e.Case.Value, Overflow, null, null, Terms(e.Terms, settings),
            Others(e.Others, settings), DecisionTexts.SentOut(ProviderOf(e.Provider, settings))),
        CaseUnplaced e => new DispatchDecisionDto(
            decided.Sequence, decided.At, e.Case.Value, NoPolicy, null, null, [], Others(e.Others, settings),
            DecisionTexts.Unplaced),
        var other => throw new ArgumentException($"{other.GetType().Name} is no decision", nameof(decided)),
    };

    private static ImmutableArray<CostTermDto> Terms(
        ImmutableArray<ScoreTerm> terms, TerritorySettings settings) =>
    [
        .. terms.Select(
            term => new CostTermDto(term.Code, term.Milli, DecisionTexts.OfTerm(term, settings))),
    ];

    private static ImmutableArray<ReaderNotChosenDto> Others(
        ImmutableArray<NotChosen> others, TerritorySettings settings) =>
    [
        .. others.Select(other => new ReaderNotChosenDto(
            other.Reader.Value, NameOf(
                other.Reader, settings), other.Code, DecisionTexts.OfObstacle(other.Code))),
    ];

    private static string NameOf(ReaderId reader, TerritorySettings settings) =>
        settings.Readers.TryGetValue(reader, out var known) ? known.Name : reader.Value;

    private static string ProviderOf(ProviderId provider, TerritorySettings settings) =>
        settings.ExternalProviders.TryGetValue(provider, out var known) ? known.Name : provider.Value;
}
