using FsCheck;
using FsCheck.Fluent;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>The assignment solver against every assignment there is.</summary>
public sealed class AssignmentTests
{
    private sealed record Problem(int Rows, int Columns, long[] Costs);

    /// <summary>Small numbers, so that ties are frequent; one pair in six is forbidden.</summary>
    private static Gen<Problem> Problems() =>
        from rows in Gen.Choose(1, 5)
        from more in Gen.Choose(0, 3)
        from costs in Gen.ArrayOf(
            Gen.Frequency(
                (5, Gen.Choose(-9, 9).Select(cost => (long)cost)), (1, Gen.Constant(Assignment.Forbidden))),
            rows * (rows + more))
        select new Problem(rows, rows + more, costs);

    [Fact]
    public void No_assignment_costs_less_than_the_one_that_is_found() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Problems().ToArbitrary(), problem =>
        {
            var columns = Assignment.Solve(problem.Costs, problem.Rows, problem.Columns);
            Assert.Equal(Least(problem, 0, []), columns is null ? null : CostOf(problem, columns));
            if (columns is not null)
                Assert.Equal(problem.Rows, columns.Distinct().Count());
        }));

    [Fact]
    public void Of_equal_columns_the_first_is_taken() =>
        Assert.Equal([0, 1], Assignment.Solve([7, 7, 7, 7, 7, 7], rows: 2, columns: 3)!);

    [Fact]
    public void A_row_without_any_column_makes_it_impossible() =>
        Assert.Null(Assignment.Solve([1, Assignment.Forbidden], rows: 2, columns: 1));

    [Fact]
    public void The_bound_on_the_work_grows_with_the_square_of_the_rows() =>
        Assert.Equal(17L * 17 * 49, Assignment.StepsMax(rows: 17, columns: 49));

    private static long CostOf(Problem problem, int[] columns) =>
        columns.Select((column, row) => problem.Costs[row * problem.Columns + column]).Sum();

    private static long? Least(Problem problem, int row, HashSet<int> taken)
    {
        if (row == problem.Rows)
            return 0;
        long? least = null;
        for (var column = 0; column < problem.Columns; column++)
        {
            var cost = problem.Costs[row * problem.Columns + column];
            if (cost == Assignment.Forbidden || !taken.Add(column))
                continue;
            if (Least(problem, row + 1, taken) is { } rest && (least is null || cost + rest < least))
                least = cost + rest;
            taken.Remove(column);
        }
        return least;
    }
}
