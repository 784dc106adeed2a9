namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// How lively the demonstration is. Everything in it is fictitious; it never runs beside real data.
/// </summary>
public sealed record DemoOptions
{
    /// <summary>The AE title that virtual hospitals call: our own.</summary>
    public string CalledAeTitle { get; init; } = "PIMM";

    /// <summary>The file that names the fictitious studies on the disk.</summary>
    public required string LedgerPath { get; init; }

    /// <summary>The same seed draws the same exams, delays and answers in the same order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The hours before, lived through at the first start: enough for statistics and for cases that are late.
    /// </summary>
    public TimeSpan PastHours { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Exams that are sent at once at the start, so that no screen is empty.</summary>
    public int Burst { get; init; } = 8;

    /// <summary>Between two exams of the burst: all of it is there within half a minute.</summary>
    public TimeSpan BurstEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The shortest time between two exams of the four territories together.</summary>
    public TimeSpan ArrivalMin { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>The longest; with nine readers it keeps them busy about half of the time.</summary>
    public TimeSpan ArrivalMax { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>
    /// How long after a reader has signed in with nothing to do an exam is sent that suits the reader.
    /// </summary>
    public TimeSpan WelcomeAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Between two such exams: twice the quiet period after which a study counts as complete.
    /// </summary>
    public TimeSpan WelcomeEvery { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Images of a study.</summary>
    public int ImagesMin { get; init; } = 12;

    /// <summary>Forty images of half a megabyte are sent in a few seconds on the smallest machine.</summary>
    public int ImagesMax { get; init; } = 40;

    /// <summary>Between two images of a study, so that one sees them arrive.</summary>
    public TimeSpan ImageEvery { get; init; } = TimeSpan.FromMilliseconds(80);

    /// <summary>
    /// A minute of expected reading lasts so long here: a CT of the head (9 minutes) is read in about 70
    /// seconds.
    /// </summary>
    public TimeSpan ReadingMinute { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Studies that are kept on the disk; about a gigabyte. The oldest go first.</summary>
    public int StudiesMax { get; init; } = 120;

    /// <summary>
    /// How often the virtual readers look: half of the second within which they stop for a person.
    /// </summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(500);
}
