using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.PastNights;

/// <summary>The events of a territory, folded into what a past night is made of.</summary>
internal sealed class History
{
    private readonly SortedDictionary<CaseId, CaseState> cases = [];
    private readonly List<(ReaderId Reader, CaseId Case, int Minutes)> read = [];
    private readonly Dictionary<CaseId, int> offersLost = [];

    /// <summary>In the order of their ids.</summary>
    public IEnumerable<CaseState> Cases => cases.Values;

    public MeasuredReadings Readings { get; } = new();

    public ReaderHours Hours { get; } = new();

    /// <summary>Expected minutes of each report that a reader signed.</summary>
    public IReadOnlyList<(ReaderId Reader, CaseId Case, int Minutes)> Read => read;

    public DateTimeOffset FirstAt { get; private set; }

    public DateTimeOffset? LastImagesAt { get; private set; }

    public long Events { get; private set; }

    public static History Of(IEnumerable<Recorded> facts)
    {
        var history = new History();
        foreach (var fact in facts)
            history.See(fact);
        return history;
    }

    public CaseState Of(CaseId id) => cases[id];

    /// <summary>Offers of a case that ended without being accepted.</summary>
    public int OffersLost(CaseId id) => offersLost.GetValueOrDefault(id);

    public void See(in Recorded fact)
    {
        if (Events++ == 0)
            FirstAt = fact.At;
        if (fact.Actor.Kind == ActorKind.Case)
            SeeCase(fact);
        else if (fact.Actor.Kind == ActorKind.Reader)
            SeeReader(fact, new ReaderId(fact.Actor.Key));
    }

    private void SeeCase(in Recorded fact)
    {
        var id = new CaseId(fact.Actor.Key);
        cases[id] = (CaseState)(cases.GetValueOrDefault(id) ?? CaseState.Initial).Evolve(fact);
        Readings.See(fact, id);
        if (fact.Event is ImagesCompleted)
            LastImagesAt = fact.At;
        else if (fact.Event is OfferEnded)
            offersLost[id] = OffersLost(id) + 1;
    }

    private void SeeReader(in Recorded fact, ReaderId reader)
    {
        Hours.See(fact, reader);
        if (fact.Event is LoadPutDown { Read: true } down)
            read.Add((reader, down.Case, down.Minutes));
        else if (fact.Event is PresenceChanged { Presence: not (Presence.Available or Presence.Reading) })
            Readings.Leave(reader);
    }
}
