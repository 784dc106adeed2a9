using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Tests;

/// <summary>
/// Counts the alarms of an evening, from its events alone. An alarm is the beginning of a sound at one
/// person: a notice of a kind that rings, raised to somebody for whom no notice of the same kind about the
/// same case (or, when nobody at all can read, about any case) is open. It was actionable when somebody acted
/// on that case within <see cref="ActsWithin"/>.
/// </summary>
internal sealed class AlarmCount(TerritorySettings settings)
{
    public static readonly TimeSpan ActsWithin = TimeSpan.FromMinutes(10);

    /// <summary>The kinds that ring in the pages (features/notices/sounds.ts).</summary>
    private static readonly HashSet<NoticeKind> Ringing =
    [
        NoticeKind.CaseAssigned, NoticeKind.DeadlineImminent, NoticeKind.DeadlineBreached,
        NoticeKind.CriticalResult, NoticeKind.NoReader, NoticeKind.AcknowledgementOverdue,
        NoticeKind.RequestReceived, NoticeKind.Escalated, NoticeKind.AcknowledgementExpired,
    ];

    private readonly Dictionary<ActorId, ActorState> states = [];
    private readonly Dictionary<(ActorId Case, int Number), List<(string User, string Condition)>> open = [];
    private readonly List<(DateTimeOffset At, ActorId Case, string User)> alarms = [];
    private readonly List<(DateTimeOffset At, ActorId Case)> acts = [];

    public IReadOnlyList<(DateTimeOffset At, ActorId Case, string User)> Alarms => alarms;

    /// <summary>Steps and offers of vital cases that reached nobody's ear at all.</summary>
    public List<string> SuppressedVital { get; } = [];

    /// <summary>Share of the alarms upon which somebody acted, of one hundred.</summary>
    public double ActionableShare => alarms.Count == 0
        ? 100
        : 100.0 * alarms.Count(alarm => acts.Exists(act => act.Case == alarm.Case
            && act.At >= alarm.At && act.At - alarm.At <= ActsWithin)) / alarms.Count;

    /// <summary>Takes in the events of one turn.</summary>
    public void See(IReadOnlyList<Recorded> turn)
    {
        foreach (var fact in turn)
            Fold(fact);
        foreach (var fact in turn)
        {
            if (IsAct(fact.Event))
                acts.Add((fact.At, fact.Actor));
            if (fact.Event is NoticeRaised raised && states[fact.Actor] is CaseState item)
                Raise(fact, raised, item, turn);
            if (fact.Event is NoticeAcknowledged or NoticeCleared)
                open.Remove((fact.Actor, NumberOf(fact.Event)));
        }
    }

    /// <summary>What only a person does, and what an alarm can ask for.</summary>
    private static bool IsAct(DomainEvent fact) => fact is CaseAccepted or CaseReleased or CaseExternalised
        or OfferEnded { Why: OfferEnd.Declined } or CaseClassified or CaseHeld or CaseCancelled
        or RequestValidated or ProtocolGiven or AcquisitionStarted or PreliminaryWritten or ReportSigned
        or CriticalResultConfirmed or ReportAcknowledged or NoticeAcknowledged;

    private static int NumberOf(DomainEvent fact) =>
        fact is NoticeCleared cleared ? cleared.Number : ((NoticeAcknowledged)fact).Number;

    private void Fold(in Recorded fact)
    {
        if (fact.Actor.Kind != ActorKind.Territory)
            states[fact.Actor] =
                (states.GetValueOrDefault(fact.Actor) ?? Actors.Initial(fact.Actor)).Evolve(fact);
    }

    private void Raise(in Recorded fact, NoticeRaised raised, CaseState item, IReadOnlyList<Recorded> turn)
    {
        if (!Ringing.Contains(raised.Kind))
            return;
        var condition = raised.Kind == NoticeKind.NoReader && item.Classification!.Urgency != Urgency.Vital
            ? "no-reader"
            : $"{raised.Kind} {item.Id}";
        var users = UsersOf(raised.Audience, item, fact.At).ToList();
        foreach (var user in users)
        {
            if (!open.Values.Any(told => told.Contains((user, condition))))
                alarms.Add((fact.At, fact.Actor, user));
        }
        open[(fact.Actor, raised.Number)] = users.ConvertAll(user => (user, condition));
        var passedOn = turn.Any(other => other.Event is EscalationFoundNobody && other.Actor == item.Id);
        if (users.Count == 0 && !passedOn && item.Classification!.Urgency == Urgency.Vital)
            SuppressedVital.Add($"{fact.At:T} {item.Id} {raised.Kind} to {raised.Audience.Kind}");
    }

    private IEnumerable<string> UsersOf(Audience audience, CaseState item, DateTimeOffset at) =>
        audience.Kind switch
        {
            AudienceKind.Reader => [audience.Key],
            AudienceKind.Readers or AudienceKind.Present or AudienceKind.OnCall =>
                from reader in settings.Readers.Keys
                where states.GetValueOrDefault(reader) is ReaderState state
                    && Escalation.Reaches(audience, item, reader, state, settings, at)
                select reader.Value,
            _ => [$"{audience.Kind} {audience.Key}"],
        };
}
