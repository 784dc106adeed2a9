namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// How often people and hospitals do not do the usual thing. A comparison of policies leaves all of it out,
/// because nobody has measured it; a search for faults wants it often. Shares of one.
/// </summary>
public sealed record Hazards
{
    /// <summary>Nothing but waiting and reading.</summary>
    public static readonly Hazards None = new();

    /// <summary>A night as the search for faults plays it.</summary>
    public static readonly Hazards Usual = new()
    {
        Unannounced = 0.25,
        AssociationsMax = 3,
        LateSeries = 0.04,
        Cancelled = 0.01,
        SamePatient = 0.03,
        Unread = 0.05,
        Critical = 0.03,
        Held = 0.02,
        Preliminary = 0.08,
        Declined = 0.01,
        Missed = 0.01,
        ProviderSilent = 0.05,
        ProviderReturns = 0.05,
        ProviderOnPaper = 0.2,
    };

    /// <summary>Examinations whose images come without a request.</summary>
    public double Unannounced { get; init; }

    /// <summary>Images come in one to so many associations.</summary>
    public int AssociationsMax { get; init; } = 1;

    /// <summary>Examinations of which a series comes half an hour later.</summary>
    public double LateSeries { get; init; }

    /// <summary>Announced examinations that are cancelled before there are images.</summary>
    public double Cancelled { get; init; }

    /// <summary>Examinations of a patient who has been examined already this evening.</summary>
    public double SamePatient { get; init; }

    /// <summary>Reports that the requester reads only when told again.</summary>
    public double Unread { get; init; }

    /// <summary>Reports with a critical result.</summary>
    public double Critical { get; init; }

    /// <summary>Readings that wait once for an earlier study.</summary>
    public double Held { get; init; }

    /// <summary>Readings with a provisional report before the signed one.</summary>
    public double Preliminary { get; init; }

    /// <summary>Offers that are declined.</summary>
    public double Declined { get; init; }

    /// <summary>Offers that the reader does not see.</summary>
    public double Missed { get; init; }

    /// <summary>Cases sent to a provider that says nothing.</summary>
    public double ProviderSilent { get; init; }

    /// <summary>Cases that a provider gives back after a while.</summary>
    public double ProviderReturns { get; init; }

    /// <summary>Reports that a provider sends on paper, for the coordinator to sign.</summary>
    public double ProviderOnPaper { get; init; }
}
