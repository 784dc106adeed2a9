using System.Collections.Immutable;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>A case of a night that has been, as it can come again.</summary>
/// <param name="Arrival">Its number is the case's place in the night, from 1.</param>
/// <param name="Measured">Its reading was one uninterrupted span, so that its length is known.</param>
/// <param name="TargetMinutes">From its complete images to its target; null: it had none.</param>
public sealed record PastCase(CaseId Id, Arrival Arrival, bool Measured, double? TargetMinutes)
{
    /// <summary>Signed after so many minutes, or never (null), it missed its target.</summary>
    public bool IsLate(double? minutes) => TargetMinutes is { } target && !(minutes <= target);
}

/// <summary>Cases of the night that can't be played again.</summary>
/// <param name="Waiting">Complete before the night began, and signed after.</param>
/// <param name="Unsigned">Not signed when the journal ended.</param>
/// <param name="Unknown">Of a hospital that the settings no longer have.</param>
public sealed record LeftOut(int Waiting, int Cancelled, int Unsigned, int Unknown)
{
    public int Count => Waiting + Cancelled + Unsigned + Unknown;
}

/// <summary>
/// A night as a journal has it: what came, who was there, how long readings took. Patients are replaced by
/// nobody. A case belongs to it when its images were complete within it.
/// </summary>
/// <param name="Readers">Those who were on duty and whom the settings still have.</param>
/// <param name="Real">What came of it: computed from its events, not played.</param>
public sealed record PastNight(
    DateTimeOffset From, DateTimeOffset Until, ImmutableArray<PastCase> Cases,
    ImmutableArray<ReaderEvening> Readers, LeftOut LeftOut, EveningResult Real)
{
    /// <summary>Beyond this, a night isn't one any more.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromDays(7);

    /// <summary>As a night is taken when nobody says which.</summary>
    private static readonly TimeSpan UsualLength = TimeSpan.FromHours(24);

    /// <summary>After the night the readers finish what has come.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromHours(48);

    /// <summary>Readings whose length is known.</summary>
    public int Measured => Cases.Count(one => one.Measured);

    /// <summary>
    /// The night between two instants; without them the 24 hours up to the last images of the journal.
    /// </summary>
    /// <param name="facts">All events of the territory, in order; read once.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Exclusive.</param>
    public static PastNight Of(
        IEnumerable<Recorded> facts, TerritorySettings settings, DateTimeOffset? from = null,
        DateTimeOffset? until = null) => Of(History.Of(facts), settings, from, until);

    /// <summary>The same from a journal that is being read; no further than the night can matter.</summary>
    public static async Task<PastNight> OfAsync(
        IAsyncEnumerable<Recorded> facts, TerritorySettings settings, DateTimeOffset? from = null,
        DateTimeOffset? until = null)
    {
        var history = new History();
        await foreach (var fact in facts.ConfigureAwait(false))
        {
            if (fact.At > until + Aftermath)
                break;
            history.See(fact);
        }
        return Of(history, settings, from, until);
    }

    private static PastNight Of(
        History history, TerritorySettings settings, DateTimeOffset? from, DateTimeOffset? until)
    {
        var end = until ?? history.LastImagesAt?.AddMinutes(1) ?? history.FirstAt;
        var begin = from ?? Later(end - UsualLength, history.FirstAt);
        var arrivals = new PastArrivals(history, settings, begin, end);
        var cases = arrivals.Cases();
        var readers = history.Hours.Evenings(settings, begin, end, Aftermath);
        return new PastNight(
            begin, end, cases, readers, arrivals.LeftOut(),
            RealResult.Of(history, cases, readers, settings, begin));
    }

    /// <summary>
    /// The same night with these readers: as they were when they were there, else on duty all night. If
    /// nobody of them stayed to the end, the last who were there read after the night what is left of it.
    /// </summary>
    public PastNight With(TerritorySettings settings)
    {
        var readers = settings.Readers.Values.Select(reader =>
            Readers.FirstOrDefault(one => one.Id == reader.Id)
            ?? ReaderHours.Evening(reader, [new WorkedDuty(DutyLine.OnCall, From, Until + Aftermath)], []))
            .ToImmutableArray();
        return this with
        {
            Readers = readers.Any(one => EndOf(one) > Until) ? readers
                : [.. readers.Select(one => EndOf(one) == readers.Max(EndOf) ? Returning(one) : one)],
        };
    }

    private static DateTimeOffset EndOf(ReaderEvening reader) => reader.Duties.Max(duty => duty.Until);

    private ReaderEvening Returning(ReaderEvening reader) => reader with
    {
        Duties = reader.Duties.Add(new WorkedDuty(DutyLine.OnCall, Until, Until + Aftermath)),
    };

    /// <summary>Ready to be rehearsed.</summary>
    /// <param name="name">As the command line says it.</param>
    public RehearsalSetting SettingOf(string name, TerritorySettings settings)
    {
        var hours = (Until - From).TotalHours;
        var scheduled = Cases.Count(one => one.Arrival.Urgency == Urgency.Scheduled);
        return new RehearsalSetting(name, settings.Name, settings, new EveningScenario(
            name, From, Until - From, (Cases.Length - scheduled) / hours, scheduled / hours,
            [.. Readers.Select(reader => reader.Id)])
        {
            Hazards = Hazards.None, Aftermath = Aftermath, CallsPerHour = 0,
        })
        {
            Night = this,
        };
    }

    /// <summary>What a seed still decides: how soon people answer, and what they pick from a list.</summary>
    public EveningPlan PlanOf(int seed, EveningScenario scenario) =>
        new(seed, scenario, [.. Cases.Select(one => one.Arrival)], Readers);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) =>
        one > other ? one : other;
}
