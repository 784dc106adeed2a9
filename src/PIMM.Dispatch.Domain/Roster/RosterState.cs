using System.Collections.Immutable;
using System.Globalization;

namespace PIMM.Dispatch.Domain;

/// <summary>A duty that is planned or has begun; [From, Until) in UTC.</summary>
public sealed record Duty(
    string Id, ReaderId Reader, DutyLine Line, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// Who is on duty when. A duty's start and end are deadlines, so that nobody has to watch the clock.
/// </summary>
public sealed record RosterState : ActorState
{
    private const string Start = "start:";
    private const string Stop = "stop:";

    public static readonly RosterState Initial = new();

    /// <summary>Duties that are not over, by id.</summary>
    public ImmutableSortedDictionary<string, Duty> Duties { get; init; } =
        ImmutableSortedDictionary.Create<string, Duty>(StringComparer.Ordinal);

    public override Decision Decide(Message message, TurnContext context) => message switch
    {
        PutOnDuty m => Plan(m, context),
        Due m when m.Name.StartsWith(Start, StringComparison.Ordinal) => Begin(m.Name[Start.Length..]),
        Due m when m.Name.StartsWith(Stop, StringComparison.Ordinal) => End(m.Name[Stop.Length..]),
        _ => throw NotUnderstood(this, message),
    };

    public override ActorState Evolve(in Recorded recorded) => recorded.Event switch
    {
        DutyPlanned e => this with
        {
            Duties = Duties.SetItem(e.Duty, new Duty(e.Duty, e.Reader, e.Line, e.From, e.Until)),
        },
        DutyOver e => this with { Duties = Duties.Remove(e.Duty) },
        _ => this,
    };

    /// <summary>A reader is on one duty at a time; a duty that is already running begins at once.</summary>
    private Decision Plan(PutOnDuty message, TurnContext context)
    {
        if (!context.Settings.Readers.ContainsKey(message.Reader))
            return Decision.Refuse(Refusals.ReaderUnknown, message.Reader.Value);
        if (message.Until <= message.From)
            return Decision.Refuse(Refusals.DutyEndsBeforeItStarts);
        if (message.Until <= context.At)
            return Decision.Refuse(Refusals.InstantInThePast);
        if (Duties.Values.Any(d => d.Reader == message.Reader
            && d.From < message.Until && message.From < d.Until))
            return Decision.Refuse(Refusals.ReaderAlreadyOnDuty, message.Reader.Value);
        var id = context.NextSequence.ToString(CultureInfo.InvariantCulture);
        var decision = Decision
            .Of(new DutyPlanned(id, message.Reader, message.Line, message.From, message.Until),
                new DeadlineSet(Stop + id, message.Until))
            .Answering(id);
        return message.From <= context.At
            ? decision.Tell(message.Reader, new BeginDuty(id, message.Line, message.Until))
            : decision.And(new DeadlineSet(Start + id, message.From));
    }

    private Decision Begin(string id) =>
        Duties.TryGetValue(id, out var duty)
            ? Decision.Of().Tell(duty.Reader, new BeginDuty(id, duty.Line, duty.Until))
            : Decision.Nothing;

    private Decision End(string id) =>
        Duties.TryGetValue(id, out var duty)
            ? Decision.Of(new DutyOver(id)).Tell(duty.Reader, new EndDuty(id))
            : Decision.Nothing;
}
