namespace PIMM.Dispatch.Domain;

/// <summary>
/// Policy f: cases and the next places of every reader are matched so that the whole costs least. Leaves in
/// each seat what is planned for it, in order.
/// </summary>
internal sealed class Matching
{
    /// <summary>Places looked at of each reader: the next four cases.</summary>
    private const int Places = 4;

    /// <summary>Readers looked at for each case.</summary>
    private const int ReadersMax = 8;

    /// <summary>
    /// The bound on the work of one matching, in pairs looked at: some milliseconds. Beyond it policy e
    /// decides.
    /// </summary>
    private const long StepsMax = 4_000_000;

    /// <summary>How far apart a reader's places are.</summary>
    private static readonly TimeSpan Place = TimeSpan.FromMinutes(14);

    /// <summary>More than any wait costs: a case that must not be left over when there is a place.</summary>
    private const long MustMilli = 1_000_000_000;

    private readonly List<WaitingCase> rows;
    private readonly List<ReaderSeat> seats;
    private readonly CaseCosts costs;
    private readonly CaseMatch match;
    private readonly bool freeOnly;
    private readonly List<Candidate>[] candidates;

    /// <summary>Where the places of a seat begin among the columns; -1: nobody looks at it.</summary>
    private readonly int[] firstColumn;
    private readonly List<ReaderSeat> columnSeats = [];

    private Matching(
        List<WaitingCase> rows, List<ReaderSeat> seats, CaseCosts costs, CaseMatch match,
        Func<WaitingCase, ReaderSeat?> onlyFor, bool freeOnly)
    {
        (this.rows, this.seats, this.costs, this.match, this.freeOnly) =
            (rows, seats, costs, match, freeOnly);
        candidates = [.. rows.Select(row => CandidatesOf(row, onlyFor(row)))];
        firstColumn = ColumnsOf(seats.Count);
    }

    private int PlacesEach => freeOnly ? 1 : Places;

    private int Columns => columnSeats.Count * PlacesEach + rows.Count;

    /// <param name="onlyFor">The one reader that a case waits for; null when anybody may have it.</param>
    /// <param name="freeOnly">Only free readers' first places; as many cases as possible get one.</param>
    /// <returns>False when the problem is too large; then nothing is planned.</returns>
    public static bool TryPlan(
        List<WaitingCase> rows, List<ReaderSeat> seats, CaseCosts costs, CaseMatch match,
        Func<WaitingCase, ReaderSeat?> onlyFor, bool freeOnly)
    {
        foreach (var seat in seats)
            seat.Planned.Clear();
        if (rows.Count == 0)
            return true;
        var matching = new Matching(rows, seats, costs, match, onlyFor, freeOnly);
        if (Assignment.StepsMax(rows.Count, matching.Columns) > StepsMax)
            return false;
        matching.Plan();
        return true;
    }

    private void Plan()
    {
        var columns = Assignment.Solve(CostMatrix(), rows.Count, Columns)!;
        var placed = Enumerable.Range(0, rows.Count)
            .Where(row => columns[row] < columnSeats.Count * PlacesEach)
            .OrderBy(row => columns[row]);
        foreach (var row in placed)
            columnSeats[columns[row] / PlacesEach].Planned.Add(rows[row]);
        foreach (var seat in columnSeats)
            ExchangeNeighbours(seat);
    }

    private List<Candidate> CandidatesOf(WaitingCase row, ReaderSeat? only)
    {
        var found = new List<Candidate>();
        foreach (var seat in only is null ? row.Seats.ShortList : [only])
        {
            if (freeOnly && !seat.IsFree || Obstacles.Between(row, seat) is not null)
                continue;
            var reading = costs.ReadingTime(row.Case, seat);
            found.Add(new Candidate(seat, reading, match.Cost(row, seat, seat.FreeIn, reading)));
        }
        if (found.Count > ReadersMax)
        {
            found.Sort(Candidate.CheapestFirst);
            found.RemoveRange(ReadersMax, found.Count - ReadersMax);
        }
        return found;
    }

    /// <summary>Only the readers whom some case looks at have columns, in the order of their ids.</summary>
    private int[] ColumnsOf(int seatCount)
    {
        var first = new int[seatCount];
        Array.Fill(first, -1);
        foreach (var candidate in candidates.SelectMany(list => list))
            first[candidate.Seat.Number] = 0;
        for (var number = 0; number < seatCount; number++)
        {
            if (first[number] < 0)
                continue;
            first[number] = columnSeats.Count * PlacesEach;
            columnSeats.Add(seats[number]);
        }
        return first;
    }

    /// <summary>Behind the places, each case has a column of its own: to be left for later.</summary>
    private long[] CostMatrix()
    {
        var matrix = new long[rows.Count * Columns];
        Array.Fill(matrix, Assignment.Forbidden);
        for (var row = 0; row < rows.Count; row++)
        {
            var ofRow = matrix.AsSpan(row * Columns, Columns);
            foreach (var candidate in candidates[row])
            {
                var places = ofRow.Slice(firstColumn[candidate.Seat.Number], PlacesEach);
                Fill(places, rows[row], candidate);
            }
            ofRow[columnSeats.Count * PlacesEach + row] = LeftForLater(rows[row], candidates[row]);
        }
        return matrix;
    }

    /// <summary>Nobody is planned for beyond the end of the duty.</summary>
    private void Fill(Span<long> places, WaitingCase row, Candidate candidate)
    {
        var (seat, start) = (candidate.Seat, candidate.Seat.FreeIn);
        places[0] = seat.IsFree || start < seat.DutyEndsIn ? candidate.Milli : Assignment.Forbidden;
        for (var place = 1; place < places.Length; place++)
        {
            start += Place;
            if (start < seat.DutyEndsIn)
                places[place] = match.Cost(row, seat, start, candidate.Reading);
        }
    }

    private long LeftForLater(WaitingCase row, List<Candidate> of)
    {
        if (freeOnly || of.Count == 0)
            return MustMilli;
        var soonest = of.MinBy(candidate => candidate.Seat.FreeIn);
        return match.Cost(row, soonest.Seat, soonest.Seat.FreeIn + Places * Place, soonest.Reading);
    }

    /// <summary>
    /// The places stand a typical reading apart; with the real times another order may cost less.
    /// </summary>
    private void ExchangeNeighbours(ReaderSeat seat)
    {
        var list = seat.Planned;
        for (var pass = 1; pass < list.Count; pass++)
        {
            var start = seat.FreeIn;
            for (var index = 0; index + 1 < list.Count; index++)
            {
                var (one, other) = (list[index], list[index + 1]);
                var oneTime = costs.ReadingTime(one.Case, seat);
                var otherTime = costs.ReadingTime(other.Case, seat);
                var asIs = costs.Waiting(one, start + oneTime)
                    + costs.Waiting(other, start + oneTime + otherTime);
                var exchanged = costs.Waiting(other, start + otherTime)
                    + costs.Waiting(one, start + otherTime + oneTime);
                if (exchanged < asIs)
                    (list[index], list[index + 1]) = (other, one);
                start += exchanged < asIs ? otherTime : oneTime;
            }
        }
    }

    private readonly record struct Candidate(ReaderSeat Seat, TimeSpan Reading, long Milli)
    {
        public static int CheapestFirst(Candidate one, Candidate other)
        {
            var byCost = one.Milli.CompareTo(other.Milli);
            return byCost != 0 ? byCost : one.Seat.Number.CompareTo(other.Seat.Number);
        }
    }
}
