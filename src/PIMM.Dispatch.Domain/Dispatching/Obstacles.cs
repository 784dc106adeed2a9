namespace PIMM.Dispatch.Domain;

/// <summary>Why a reader does not have a case; codes that the screens say in French.</summary>
public static class Obstacles
{
    public const string NoPrivilege = "no-privilege";
    public const string NoSpecialty = "no-specialty";
    public const string Declined = "declined";
    public const string Cap = "cap-reached";
    public const string Busy = "busy";
    public const string Costlier = "costlier";
    public const string OffDuty = "off-duty";
    public const string Away = "away";

    /// <summary>The same plan gives this reader another case, and the whole costs less so.</summary>
    public const string BetterForAnother = "better-for-another";

    /// <summary>Busy, and another case is planned for when that is done.</summary>
    public const string PlannedNext = "planned-next";

    /// <summary>Busy: the case has waited for this reader as long as it may.</summary>
    public const string HoldExpired = "hold-expired";

    /// <summary>The reader has the case of which this is a part, or another part of it.</summary>
    public const string SharesCase = "shares-case";

    /// <summary>
    /// Why the seat can't have the case at all; null when it may. Being busy is no obstacle.
    /// </summary>
    internal static string? Between(WaitingCase item, ReaderSeat seat)
    {
        if (item.Seats.BarrierOf(seat) is { } barrier)
            return barrier;
        if (!item.Case.DeclinedBy.IsEmpty && item.Case.DeclinedBy.Contains(seat.Id))
            return Declined;
        if (item.Case.Part is not null && (seat.Leads(item.Case) || seat.SharesIn(item.Case)))
            return SharesCase;
        return item.Urgency != Urgency.Vital && seat.LoadMinutes >= seat.CapMinutes ? Cap : null;
    }
}
