using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>Why each reader but one does not get a case: a code for all who are here or could be.</summary>
internal sealed class NotChosenReasons(
    DispatcherState state, TerritorySettings settings, List<ReaderSeat> seats, DateTimeOffset now)
{
    /// <summary>Why nobody but this reader, given what the same plan has for the others.</summary>
    /// <param name="chosen">null: nobody of the territory, or nobody yet.</param>
    public ImmutableArray<NotChosen> Others(WaitingCase item, ReaderSeat? chosen)
    {
        var others = ImmutableArray.CreateBuilder<NotChosen>(seats.Count + item.Seats.Absent.Length);
        foreach (var seat in seats)
        {
            if (seat != chosen)
                others.Add(seat.NotChosenAs(Obstacles.Between(item, seat) ?? Preference(item, seat)));
        }
        others.AddRange(item.Seats.Absent);
        return others.ToImmutable();
    }

    /// <summary>Readers who could read such a case and are not here: off duty, or away.</summary>
    public ImmutableArray<NotChosen> Absent(CaseState item)
    {
        var present = seats.Select(seat => seat.Id).ToHashSet();
        return
        [
            .. from reader in settings.Readers.Values
               where !present.Contains(reader.Id)
                   && Eligibility.MayRead(
                       settings, reader.Id, item.Establishment, item.Classification!.Specialty, now)
               select new NotChosen(
                   reader.Id,
                   state.Readers.GetValueOrDefault(reader.Id)?.Duty is null
                   ? Obstacles.OffDuty : Obstacles.Away),
        ];
    }

    private static string Preference(WaitingCase item, ReaderSeat seat)
    {
        if (seat == item.HeldFor)
            return Obstacles.HoldExpired;
        if (seat.Head is not null)
            return Obstacles.BetterForAnother;
        if (seat.IsFree)
            return Obstacles.Costlier;
        return seat.Planned.Count > 0 && seat.Planned[0] != item ? Obstacles.PlannedNext : Obstacles.Busy;
    }
}
