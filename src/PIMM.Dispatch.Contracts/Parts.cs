namespace PIMM.Dispatch.Contracts;

/// <summary>On a part: of which case it is a part.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Label">French, for example <c>Rachis</c>.</param>
public sealed record PartOfDto(string CaseId, int Number, int Of, string Label);

/// <summary>On a shared case: one of its parts, in the order of the body.</summary>
/// <param name="Id">The case in which the part is read.</param>
/// <param name="Status"><c>open</c>, <c>read</c>, <c>taken-back</c>.</param>
/// <param name="Reader">Who has read it; null until then.</param>
/// <param name="Text">What its reader signed; null until then, and for those who see no report.</param>
public sealed record PartDto(
    string Id, int Number, string Label, string Region, string Status, string? Reader, string? Text);

/// <summary>One part that somebody else shall read: in the action split, and as proposed.</summary>
public sealed record PartBody(string Label, string Specialty, string Region, int ExpectedMinutes);

/// <summary>The parts that the territory proposes for exams of a specialty and region.</summary>
public sealed record SharedReadingDto(string Specialty, string Region, IReadOnlyList<PartBody> Parts);
