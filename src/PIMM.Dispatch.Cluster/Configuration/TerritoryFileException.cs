using System.Collections.Immutable;

namespace PIMM.Dispatch.Cluster.Configuration;

/// <summary>One thing that is wrong in a settings file, as a sentence for the person who wrote it.</summary>
/// <param name="File">Name of the file, or of the folder when no file is meant.</param>
/// <param name="Path">JSON path of the setting, for example <c>$.readers[2].skills.neuro</c>.</param>
public sealed record TerritoryFileProblem(string File, string Path, string Sentence)
{
    public override string ToString() => $"{File} {Path}: {Sentence}";
}

/// <summary>
/// The settings can't be trusted, and here is all that is wrong with them. A node doesn't start on it.
/// </summary>
public sealed class TerritoryFileException(ImmutableArray<TerritoryFileProblem> problems)
    : Exception(Report(problems))
{
    public ImmutableArray<TerritoryFileProblem> Problems { get; } = problems;

    private static string Report(ImmutableArray<TerritoryFileProblem> problems) =>
        $"The territory settings have {problems.Length} problem(s):{Environment.NewLine}"
        + string.Join(Environment.NewLine, problems.Select(problem => "  " + problem));
}
