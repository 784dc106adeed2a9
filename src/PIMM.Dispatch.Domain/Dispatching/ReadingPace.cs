using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>
/// How long readings took against what was expected: how many are remembered, and the sum of their ratios in
/// thousandths.
/// </summary>
public sealed record ReadingPace(int Count, int SumMilli)
{
    public static readonly ReadingPace None = new(0, 0);

    /// <summary>From here on an old reading fades for each new one.</summary>
    private const int CountMax = 200;

    private const int RatioMin = 500;
    private const int RatioMax = 2000;

    /// <summary>One reading says little: beyond a factor of four it was something else.</summary>
    private const int OnceMin = 250;
    private const int OnceMax = 4000;

    private const int Milli = 1000;

    public ReadingPace With(TimeSpan took, int expectedMinutes)
    {
        var expected = TimeSpan.FromMinutes(Math.Max(1, expectedMinutes));
        var milli = (int)Math.Clamp(took.Ticks * Milli / expected.Ticks, OnceMin, OnceMax);
        return Count < CountMax
            ? new ReadingPace(Count + 1, SumMilli + milli)
            : new ReadingPace(Count, SumMilli - SumMilli / CountMax + milli);
    }

    /// <summary>
    /// The ratio in thousandths, from half to double: the more readings, the less what was assumed counts.
    /// </summary>
    /// <param name="cases">How many readings the assumption is worth.</param>
    public int Milliratio(int assumedMilli, int cases) =>
        Math.Clamp((assumedMilli * cases + SumMilli) / (cases + Count), RatioMin, RatioMax);
}

/// <summary>The paces of one kind of exam (specialty, region and modality): everybody's, and each
/// reader's.</summary>
public sealed record KindPace(ReadingPace All, ImmutableSortedDictionary<ReaderId, ReadingPace> ByReader)
{
    public static readonly KindPace None =
        new(ReadingPace.None, ImmutableSortedDictionary<ReaderId, ReadingPace>.Empty);

    /// <summary>The kind of exam that a case is, as one text.</summary>
    public static string KindOf(CaseState item) =>
        $"{item.Classification!.Specialty}/{item.Classification.Region}/{item.Exam?.Modality}";

    public KindPace With(ReaderId reader, TimeSpan took, int expectedMinutes) => new(
        All.With(took, expectedMinutes),
        ByReader.SetItem(
            reader, ByReader.GetValueOrDefault(reader, ReadingPace.None).With(took, expectedMinutes)));
}
