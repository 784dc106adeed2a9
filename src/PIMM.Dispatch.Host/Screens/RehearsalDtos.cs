using System.Collections.Immutable;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// A rehearsal as it crosses the wire: cases by their ids, readers by their names, no patient.
/// </summary>
internal static class RehearsalDtos
{
    /// <summary>A page shows no more; the night has the counts of all.</summary>
    private const int CaseCountMax = 50;
    private const int MostCount = 10;
    private const int Decimals = 1;

    public static RehearsalDto Of(RehearsalRun run)
    {
        var (order, status) = (run.Order, run.Status);
        return new RehearsalDto(
            run.Id, run.Territory.Value, order.By, run.StartedAt, status.EndedAt, Words.Of(status.State),
            status.Played, run.Plays, status.Why, order.Asked,
            status.Result is { } result ? Of(result, order) : null);
    }

    private static RehearsedNightDto Of(NightRehearsal played, RehearsalOrder order)
    {
        var (night, left) = (played.Night, played.Night.LeftOut);
        var gains = played.Cases.Select(one => (Case: one, Minutes: GainOf(one))).ToList();
        return new RehearsedNightDto(
            night.From, night.Until, night.Cases.Length, night.Measured,
            new NightLeftOutDto(left.Waiting, left.Cancelled, left.Unsigned, left.Unknown), played.Draws,
            Words.Of(order.Change.Policy ?? order.Settings.Weights.At(night.From).Policy),
            Of(played.Real), Of(played.Again), Of(played.Changed), Readers(played, order.Settings),
            gains.Count(one => one.Minutes >= ReplayedCases.SameMinutes),
            gains.Count(one => one.Minutes <= -ReplayedCases.SameMinutes),
            gains.Count(one => Math.Abs(one.Minutes) < ReplayedCases.SameMinutes),
            [.. played.Cases.Where(one => one is { WasLate: true, WouldBeLate: false }).Take(CaseCountMax)
                .Select(Of)],
            [.. played.Cases.Where(one => one is { WasLate: false, WouldBeLate: true }).Take(CaseCountMax)
                .Select(Of)],
            [.. gains.Where(one => Math.Abs(one.Minutes) >= ReplayedCases.SameMinutes)
                .OrderByDescending(one => Math.Abs(one.Minutes)).ThenBy(one => one.Case.Case.Id)
                .Take(MostCount).Select(one => Of(one.Case))]);
    }

    private static double GainOf(RehearsedCase one) =>
        one.Changed is { } changed ? one.Real - changed : double.NegativeInfinity;

    private static NightOutcomeDto Of(NightOutcome outcome) => new(
        Rounded(outcome.InTime), Rounded(outcome.Under45.Value), Rounded(outcome.Under45.Low),
        Rounded(outcome.Under45.High), Rounded(outcome.Emergencies.Mean), Rounded(outcome.Emergencies.P50),
        Rounded(outcome.Emergencies.P90), Rounded(outcome.SentOut), Rounded(outcome.Unread),
        [.. outcome.Within.Select(Rounded)]);

    /// <summary>Whoever was on duty has read something or nothing; who was not has no number.</summary>
    private static ImmutableArray<RehearsedReaderDto> Readers(
        NightRehearsal played, TerritorySettings settings)
    {
        var was = played.Night.Readers.Select(reader => reader.Id).Union(played.Real.MinutesRead.Keys)
            .ToHashSet();
        var would = played.Played.Scenario.Readers.ToHashSet();
        return
        [
            .. was.Union(would).Order().Select(id => new RehearsedReaderDto(
                id.Value, NameOf(id, played.Played.Settings, settings),
                Minutes(id, was, played.Real), Minutes(id, was, played.Again),
                Minutes(id, would, played.Changed))),
        ];
    }

    private static string NameOf(ReaderId id, TerritorySettings played, TerritorySettings settings) =>
        (settings.Readers.GetValueOrDefault(id) ?? played.Readers.GetValueOrDefault(id))?.Name ?? id.Value;

    private static decimal? Minutes(ReaderId id, HashSet<ReaderId> there, NightOutcome outcome) =>
        there.Contains(id) ? Rounded(outcome.MinutesRead.GetValueOrDefault(id)) : null;

    private static RehearsedCaseDto Of(RehearsedCase one) => new(
        one.Case.Id.Value, Words.Of(one.Case.Arrival.Urgency), one.Case.Arrival.Past!.CompleteAt,
        Rounded(one.Case.TargetMinutes), Rounded(one.Real), Rounded(one.Again), Rounded(one.Changed));

    private static decimal? Rounded(double? value) => value is { } known ? Rounded(known) : null;

    private static decimal Rounded(double value) => Math.Round((decimal)value, Decimals);
}
