using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// Every duty of a territory as it was or is to be, folded from the roster's events: a cancelled one is not
/// in it, a duty that was taken over ends where the taker's begins.
/// </summary>
public sealed record DutyHistory(ImmutableSortedDictionary<string, Duty> Duties)
{
    public static readonly DutyHistory Empty =
        new(ImmutableSortedDictionary.Create<string, Duty>(StringComparer.Ordinal));

    public DutyHistory After(in Recorded recorded) => recorded.Event switch
    {
        DutyPlanned e => new DutyHistory(Duties.SetItem(
            e.Duty, new Duty(e.Duty, e.Reader, e.Line, e.From, e.Until, e.Slot, e.InPlaceOf))),
        DutyCancelled e => Cut(e.Duty, recorded.At),
        DutyTakenOver e => Cut(e.Duty, recorded.At),
        DutyCorrected e when Duties.TryGetValue(e.Duty, out var was) => new DutyHistory(Duties.SetItem(
            e.Duty, was with { Reader = e.Reader, From = e.From, Until = e.Until })),
        _ => this,
    };

    private DutyHistory Cut(string id, DateTimeOffset at)
    {
        if (!Duties.TryGetValue(id, out var duty))
            return this;
        return new DutyHistory(
            duty.From < at ? Duties.SetItem(id, duty with { Until = at }) : Duties.Remove(id));
    }
}
