using System.Collections.Immutable;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>
/// Gathers every problem of a load, so that the person at the keyboard mends them in one go.
/// </summary>
internal sealed class ProblemList
{
    /// <summary>Beyond this many, reading more sentences helps nobody.</summary>
    private const int ProblemCountMax = 200;

    private readonly List<TerritoryFileProblem> _problems = [];

    /// <summary>
    /// Grows with each problem; a rule that compares values runs only if reading them added none.
    /// </summary>
    public int Count { get; private set; }

    public void Add(string file, string path, string sentence)
    {
        Count++;
        if (_problems.Count < ProblemCountMax)
            _problems.Add(new TerritoryFileProblem(file, path, sentence));
    }

    public void ThrowIfAny()
    {
        if (Count > 0)
            throw new TerritoryFileException([.. _problems]);
    }
}
