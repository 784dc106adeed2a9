using System.Collections.Frozen;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// An action on a case by its name in the address: what it needs of the caller, and what it tells the case.
/// </summary>
/// <param name="Build">Checks the body; <c>reader</c> is who acts, when the caller acts as a reader.</param>
public sealed record CaseAction(
    string Name, Operation Operation, Func<CaseActionBody, ReaderId?, Message> Build);

/// <summary>
/// Every action that people take on a case; the one place where names and bodies become messages.
/// </summary>
public static class CaseActions
{
    private static readonly FrozenDictionary<string, CaseAction> ByName = new CaseAction[]
    {
        new("validate", Operation.Validate, (body, _) =>
            new ValidateRequest(Field.Optional(body.Text, "text", Field.NoteLengthMax))),
        new("refuse", Operation.RefuseRequest, (body, _) => new RefuseRequest(Reason(body))),
        new("protocol", Operation.GiveProtocol, (body, _) =>
            new GiveProtocol(Field.Required(body.Text, "text", Field.NoteLengthMax))),
        new("acquire", Operation.Acquire, (_, _) => new StartAcquisition()),
        new("images-complete", Operation.CompleteImages, (_, _) => new CompleteImages()),
        new("accept", Operation.Accept, (_, reader) => new AcceptCase(reader!.Value)),
        new("decline", Operation.Decline, (body, reader) => new DeclineCase(reader!.Value, Reason(body))),
        new("claim", Operation.Claim, (_, reader) => new ClaimCase(reader!.Value)),
        new("release", Operation.Release, (body, reader) => new ReleaseCase(reader, Reason(body))),
        new("reassign", Operation.Reassign, (body, _) =>
            new ReassignCase(
                new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax)), Reason(body))),
        new("hold", Operation.Hold, (body, _) =>
            new HoldCase(Field.Instant(body.Until, "until"), Reason(body))),
        new("resume", Operation.Resume, (_, _) => new ResumeCase()),
        new("preliminary", Operation.WritePreliminary, (body, reader) =>
            new WritePreliminary(reader, Report(body), body.Version)),
        new("sign", Operation.Sign, (body, reader) => new SignReport(reader, Report(body), body.Version)),
        new("addendum", Operation.Addendum, (body, reader) => new SignAddendum(reader, Report(body))),
        new("critical", Operation.DeclareCritical, (body, reader) =>
            new DeclareCritical(reader, Field.Required(body.Text, "text", Field.NoteLengthMax))),
        new("acknowledge", Operation.AcknowledgeReport, (body, _) =>
            new AcknowledgeReport(Field.Optional(body.Text, "text", Field.NoteLengthMax))),
        new("cancel", Operation.Cancel, (body, _) => new CancelCase(Reason(body))),
        new("urgency", Operation.Classify, Classify),
        new("externalise", Operation.Externalise, (body, _) =>
            new ExternaliseCase(Field.Required(body.Provider, "provider", Field.IdLengthMax), Reason(body))),
    }.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    public static IEnumerable<CaseAction> All => ByName.Values;

    /// <exception cref="ProblemException">404: there is no such action.</exception>
    public static CaseAction Named(string? name) =>
        name is not null && ByName.TryGetValue(name, out var action)
            ? action
            : throw ProblemException.Of(ProblemCodes.ActionUnknown, StatusCodes.Status404NotFound, "action");

    /// <summary>Confirms or changes; a change of urgency needs its reason.</summary>
    private static ClassifyCase Classify(CaseActionBody body, ReaderId? reader)
    {
        var urgency = Field.OptionalWord<Urgency>(body.Urgency, "urgency");
        return new ClassifyCase(
            urgency, Field.OptionalWord<Specialty>(body.Specialty, "specialty"),
            Field.OptionalWord<AnatomicalRegion>(body.Region, "region"),
            urgency is null ? Field.Optional(body.Reason, "reason", Field.ReasonLengthMax) : Reason(body));
    }

    private static string Reason(CaseActionBody body) =>
        Field.Required(body.Reason, "reason", Field.ReasonLengthMax);

    private static string Report(CaseActionBody body) =>
        Field.Required(body.Text, "text", Field.ReportLengthMax);
}
