using System.Collections.Frozen;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// An action on a case by its name in the address: what it needs of the caller, and what it tells the case.
/// </summary>
/// <param name="Build">Checks the body; <c>own</c> is who acts, when the caller acts as a reader or as
/// an external provider.</param>
public sealed record CaseAction(
    string Name, Operation Operation, Func<CaseActionBody, ActorId?, Message> Build);

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
        new("accept", Operation.Accept, (_, own) => own is { Kind: ActorKind.Provider }
            ? new AcceptExternally(new ProviderId(own.Value.Key))
            : new AcceptCase(Reader(own)!.Value)),
        new("decline", Operation.Decline, (body, own) => own is { Kind: ActorKind.Provider }
            ? new GiveBackExternally(new ProviderId(own.Value.Key), Reason(body))
            : new DeclineCase(Reader(own)!.Value, Reason(body))),
        new("claim", Operation.Claim, (_, own) => new ClaimCase(Reader(own)!.Value)),
        new("release", Operation.Release, (body, own) => new ReleaseCase(Reader(own), Reason(body))),
        new("reassign", Operation.Reassign, (body, _) =>
            new ReassignCase(
                new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax)), Reason(body))),
        new("hold", Operation.Hold, (body, _) =>
            new HoldCase(Field.Instant(body.Until, "until"), Reason(body))),
        new("resume", Operation.Resume, (_, _) => new ResumeCase()),
        new("preliminary", Operation.WritePreliminary, (body, own) =>
            new WritePreliminary(own, Report(body), body.Version)),
        new("sign", Operation.Sign, (body, own) => new SignReport(own, Report(body), body.Version)),
        new("addendum", Operation.Addendum, (body, own) => new SignAddendum(own, Report(body))),
        new("critical", Operation.DeclareCritical, (body, own) =>
            new DeclareCritical(own, Field.Required(body.Text, "text", Field.NoteLengthMax))),
        new("acknowledge", Operation.AcknowledgeReport, (body, _) =>
            new AcknowledgeReport(Field.Optional(body.Text, "text", Field.NoteLengthMax))),
        new("cancel", Operation.Cancel, (body, _) => new CancelCase(Reason(body))),
        new("urgency", Operation.Classify, Classify),
        new("flag", Operation.FlagCase, (body, _) =>
            new FlagCase(
                Source(body), Code(body), Field.Optional(body.Text, "text", Field.ReasonLengthMax))),
        new("withdraw-flag", Operation.FlagCase, (body, _) =>
            new WithdrawFlag(Source(body), Code(body), Reason(body))),
        new("lift-flag", Operation.LiftFlag, (body, _) =>
            new LiftFlag(Source(body), Code(body), Reason(body))),
        new("split", Operation.ShareReading, (body, own) =>
            new SplitCase(Reader(own), PartParsing.Plans(body.Parts))),
        new("take-back-part", Operation.ShareReading, (body, own) =>
            new TakeBackPart(
                Reader(own), new CaseId(Field.Required(body.Part, "part", 2 * Field.IdLengthMax)))),
        new("externalise", Operation.Externalise, (body, _) =>
            new ExternaliseCase(
                new ProviderId(Field.Required(body.Provider, "provider", Field.IdLengthMax)), Reason(body))),
    }.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    public static IEnumerable<CaseAction> All => ByName.Values;

    /// <exception cref="ProblemException">404: there is no such action.</exception>
    public static CaseAction Named(string? name) =>
        name is not null && ByName.TryGetValue(name, out var action)
            ? action
            : throw ProblemException.Of(ProblemCodes.ActionUnknown, StatusCodes.Status404NotFound, "action");

    /// <summary>Confirms or changes; a change of urgency needs its reason.</summary>
    private static ClassifyCase Classify(CaseActionBody body, ActorId? own)
    {
        var urgency = Field.OptionalWord<Urgency>(body.Urgency, "urgency");
        return new ClassifyCase(
            urgency, Field.OptionalWord<Specialty>(body.Specialty, "specialty"),
            Field.OptionalWord<AnatomicalRegion>(body.Region, "region"),
            urgency is null ? Field.Optional(body.Reason, "reason", Field.ReasonLengthMax) : Reason(body));
    }

    private static ReaderId? Reader(ActorId? own) => own is { } reader ? new ReaderId(reader.Key) : null;

    private static string Reason(CaseActionBody body) =>
        Field.Required(body.Reason, "reason", Field.ReasonLengthMax);

    private static string Source(CaseActionBody body) =>
        Field.Required(body.Source, "source", Field.NameLengthMax);

    private static FlagCode Code(CaseActionBody body) =>
        new(Field.Required(body.Code, "code", Field.IdLengthMax));

    private static string Report(CaseActionBody body) =>
        Field.Required(body.Text, "text", Field.ReportLengthMax);
}
