namespace PIMM.Dispatch.Contracts;

/// <summary>
/// Body of <c>POST /api/territories/{t}/rehearsals</c>: plays a past night again. What is left out is as it
/// was.
/// </summary>
/// <param name="From">With <paramref name="Until"/>; without both the 24 hours up to the last
/// images.</param>
/// <param name="Policy"><c>f</c>, <c>e</c>, <c>list</c>.</param>
/// <param name="ReadersMore">Fictitious readers beside those of the night; below zero: so many
/// fewer.</param>
/// <param name="Readers">Exactly these; not with <paramref name="ReadersMore"/>.</param>
/// <param name="External"><c>unchanged</c>, <c>closed</c>, <c>open</c>.</param>
/// <param name="Draws">How often each side is played; 20 when left out.</param>
public sealed record RehearsalBody(
    DateTimeOffset? From = null, DateTimeOffset? Until = null, string? Policy = null,
    RehearsedWeightsBody? Weights = null, int? ReadersMore = null, IReadOnlyList<string>? Readers = null,
    string? External = null, int? Draws = null);

/// <summary>Other values of the dispatch weights, named and limited as in the settings.</summary>
public sealed record RehearsedWeightsBody(
    int? OverflowMilli = null, int? HoldMilli = null, int? ExpertWaitMinutes = null, int? LoadMilli = null,
    int? InterruptionsMax = null);

/// <summary>A rehearsal on its way or over. It is kept in this node's memory only.</summary>
/// <param name="State"><c>reading</c> (the journal), <c>playing</c>, <c>done</c>, <c>cancelled</c>,
/// <c>failed</c>.</param>
/// <param name="Played">Evenings played, of <paramref name="Plays"/>.</param>
/// <param name="Why">Why it failed, in French.</param>
public sealed record RehearsalDto(
    string Id, string Territory, string By, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string State,
    int Played, int Plays, string? Why, RehearsalBody Asked, RehearsedNightDto? Result);

/// <summary>
/// What would have changed: the night as it was, played again as it was, and played with the change.
/// </summary>
/// <param name="Measured">Cases whose reading time is known from the journal.</param>
/// <param name="Earlier">Cases that the change would have signed at least a minute earlier than the night
/// did.</param>
/// <param name="Later">At least a minute later, or never.</param>
/// <param name="NoLongerLate">Late in the night, in time with the change.</param>
/// <param name="NewlyLate">In time in the night, late with the change.</param>
/// <param name="Most">Those that would have gained or lost most.</param>
public sealed record RehearsedNightDto(
    DateTimeOffset From, DateTimeOffset Until, int Cases, int Measured, NightLeftOutDto LeftOut, int Draws,
    string Policy, NightOutcomeDto Real, NightOutcomeDto Again, NightOutcomeDto Changed,
    IReadOnlyList<RehearsedReaderDto> Readers, int Earlier, int Later, int Same,
    IReadOnlyList<RehearsedCaseDto> NoLongerLate, IReadOnlyList<RehearsedCaseDto> NewlyLate,
    IReadOnlyList<RehearsedCaseDto> Most);

/// <summary>Cases of the night that can't be played again.</summary>
public sealed record NightLeftOutDto(int Waiting, int Cancelled, int Unsigned, int Unknown);

/// <summary>One side of the comparison; means over the draws.</summary>
/// <param name="InTime">Percent of the cases with a target that met it.</param>
/// <param name="Under45">Percent of vital and urgent cases; with the 95 % interval of the draws.</param>
/// <param name="Within">Percent of vital and urgent cases signed within 5, 10, 15 … minutes.</param>
public sealed record NightOutcomeDto(
    decimal InTime, decimal Under45, decimal Under45Low, decimal Under45High, decimal MeanMinutes,
    decimal P50Minutes, decimal P90Minutes, decimal SentOut, decimal Unread, IReadOnlyList<decimal> Within);

/// <summary>Expected minutes that a reader read; null on a side on which the reader was not there.</summary>
public sealed record RehearsedReaderDto(
    string Reader, string Name, decimal? RealMinutes, decimal? AgainMinutes, decimal? ChangedMinutes);

/// <summary>A case by its id alone: minutes from its complete images to the signature.</summary>
/// <param name="AgainMinutes">The median of the draws; null: never read. So is the next.</param>
public sealed record RehearsedCaseDto(
    string Case, string Urgency, DateTimeOffset CompleteAt, decimal? TargetMinutes, decimal RealMinutes,
    decimal? AgainMinutes, decimal? ChangedMinutes);
