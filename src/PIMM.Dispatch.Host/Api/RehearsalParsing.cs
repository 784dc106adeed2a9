using System.Collections.Immutable;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.PastNights;

namespace PIMM.Dispatch.Host.Api;

/// <summary>From the body of a rehearsal to what is to be played. Limits are those of the settings.</summary>
internal static class RehearsalParsing
{
    private const int MilliMax = 100_000;
    private const int InterruptionsMax = 10;
    private const int ExpertWaitMax = 60;

    /// <summary>A region has thirty readers on a day.</summary>
    private const int ReaderCountMax = 50;
    private const int ReadersMoreMax = 5;

    /// <summary>Before it there was no teleradiology; a year is typed wrong.</summary>
    private static readonly TimeSpan AgoMax = TimeSpan.FromDays(20 * 366);

    public static RehearsalOrder Parse(
        RehearsalBody body, TerritorySettings settings, string by, string key, DateTimeOffset now)
    {
        var (from, until) = Span(body, now);
        return new RehearsalOrder(
            by, key, settings, from, until, Change(body, settings),
            Field.Within(body.Draws, "draws", 1, NightRehearsal.DrawsMax) ?? NightRehearsal.DrawsUsual, body);
    }

    private static (DateTimeOffset? From, DateTimeOffset? Until) Span(RehearsalBody body, DateTimeOffset now)
    {
        if (body.From is null && body.Until is null)
            return (null, null);
        var from = Field.Instant(body.From, "from");
        var until = Field.Instant(body.Until, "until");
        if (from >= now || now - from > AgoMax)
            throw Field.Invalid("from");
        return until > from && until - from <= PastNight.LengthMax
            ? (from, until)
            : throw Field.Invalid("until");
    }

    private static NightChange Change(RehearsalBody body, TerritorySettings settings)
    {
        var weights = body.Weights ?? new RehearsedWeightsBody();
        var readers = Readers(body, settings);
        var more = Field.Within(body.ReadersMore, "readersMore", -ReadersMoreMax, ReadersMoreMax) ?? 0;
        if (readers is not null && more != 0)
            throw Field.Invalid("readersMore");
        return new NightChange
        {
            Policy = Field.OptionalWord<DispatchPolicy>(body.Policy, "policy"),
            Weights = new WeightChange(
                Field.Within(weights.OverflowMilli, "overflowMilli", 0, MilliMax),
                Field.Within(weights.HoldMilli, "holdMilli", 0, MilliMax),
                Field.Within(weights.ExpertWaitMinutes, "expertWaitMinutes", 0, ExpertWaitMax) is { } minutes
                    ? TimeSpan.FromMinutes(minutes) : null,
                Field.Within(weights.LoadMilli, "loadMilli", 0, MilliMax),
                Field.Within(weights.InterruptionsMax, "interruptionsMax", 0, InterruptionsMax)),
            ReadersMore = more,
            Readers = readers,
            External = Field.OptionalWord<ExternalChange>(body.External, "external") ?? default,
        };
    }

    private static ImmutableArray<ReaderId>? Readers(RehearsalBody body, TerritorySettings settings)
    {
        if (body.Readers is not { } named)
            return null;
        var readers = named.Select(id => new ReaderId(id)).Distinct().ToImmutableArray();
        return named.Count is > 0 and <= ReaderCountMax && readers.All(settings.Readers.ContainsKey)
            ? readers
            : throw Field.Invalid("readers");
    }
}
