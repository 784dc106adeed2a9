namespace PIMM.Dispatch.Domain;

/// <summary>
/// The rectangular assignment problem: gives every row its own column at the least total cost, by shortest
/// augmenting paths (Jonker and Volgenant 1987; rectangular after Crouse 2016). Whole numbers, and of equal
/// paths the one to the first column, so that the same costs give the same answer everywhere.
/// </summary>
public sealed class Assignment
{
    /// <summary>A pair that may not be; no sum of real costs comes near it.</summary>
    public const long Forbidden = long.MaxValue / 8;

    private const int None = -1;

    private readonly long[] costs;
    private readonly int rows;
    private readonly int columns;
    private readonly long[] rowPrice;
    private readonly long[] columnPrice;
    private readonly long[] distance;
    private readonly int[] reachedFrom;
    private readonly int[] columnOf;
    private readonly int[] rowOf;
    private readonly bool[] rowSeen;
    private readonly bool[] columnSeen;

    private Assignment(long[] costs, int rows, int columns)
    {
        (this.costs, this.rows, this.columns) = (costs, rows, columns);
        (rowPrice, columnPrice, distance) = (new long[rows], new long[columns], new long[columns]);
        (columnOf, rowOf, reachedFrom) = (new int[rows], new int[columns], new int[columns]);
        (rowSeen, columnSeen) = (new bool[rows], new bool[columns]);
        Array.Fill(columnOf, None);
        Array.Fill(rowOf, None);
    }

    /// <summary>How many pairs are looked at, at most: the bound on the work, since the domain has no
    /// clock.</summary>
    public static long StepsMax(int rows, int columns) => (long)rows * rows * columns;

    /// <param name="costs">Row after row; at least as many columns as rows.</param>
    /// <returns>The column of each row; null when not every row can have one.</returns>
    public static int[]? Solve(long[] costs, int rows, int columns)
    {
        var problem = new Assignment(costs, rows, columns);
        for (var row = 0; row < rows; row++)
        {
            if (problem.ShortestPath(row, out var shortest) is not { } sink)
                return null;
            problem.Reprice(row, shortest);
            problem.Augment(row, sink);
        }
        return problem.columnOf;
    }

    /// <summary>The free column at the end of the cheapest alternating path; null: there is none.</summary>
    private int? ShortestPath(int start, out long shortest)
    {
        Array.Fill(distance, Forbidden);
        Array.Clear(rowSeen);
        Array.Clear(columnSeen);
        shortest = 0;
        for (var row = start; ;)
        {
            rowSeen[row] = true;
            var nearest = Relax(row, shortest);
            if (nearest == None)
                return null;
            shortest = distance[nearest];
            columnSeen[nearest] = true;
            if (rowOf[nearest] == None)
                return nearest;
            row = rowOf[nearest];
        }
    }

    /// <summary>Looks from one row at every column not yet reached; gives the nearest of all.</summary>
    private int Relax(int row, long shortest)
    {
        var nearest = None;
        var least = Forbidden;
        var ofRow = costs.AsSpan(row * columns, columns);
        var price = shortest - rowPrice[row];
        for (var column = 0; column < ofRow.Length; column++)
        {
            if (columnSeen[column])
                continue;
            if (ofRow[column] < Forbidden)
            {
                var through = price + ofRow[column] - columnPrice[column];
                if (through < distance[column])
                    (distance[column], reachedFrom[column]) = (through, row);
            }
            if (distance[column] < least
                || (distance[column] == least && nearest != None
                    && rowOf[column] == None && rowOf[nearest] != None))
                (least, nearest) = (distance[column], column);
        }
        return nearest;
    }

    private void Reprice(int start, long shortest)
    {
        rowPrice[start] += shortest;
        for (var row = 0; row < rows; row++)
        {
            if (rowSeen[row] && row != start)
                rowPrice[row] += shortest - distance[columnOf[row]];
        }
        for (var column = 0; column < columns; column++)
        {
            if (columnSeen[column])
                columnPrice[column] -= shortest - distance[column];
        }
    }

    private void Augment(int start, int sink)
    {
        for (var column = sink; ;)
        {
            var row = reachedFrom[column];
            rowOf[column] = row;
            (column, columnOf[row]) = (columnOf[row], column);
            if (row == start)
                return;
        }
    }
}
