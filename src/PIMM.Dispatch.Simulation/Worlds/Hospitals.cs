using System.Globalization;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>The hospitals: ask for examinations, send images, read reports.</summary>
internal sealed class Hospitals(World world)
{
    private static readonly TimeSpan BetweenParts = TimeSpan.FromSeconds(20);

    private const int ImagesPerPart = 120;
    private const int LateImages = 40;
    private const double ReadBackMinutes = 3;

    private readonly Dictionary<StudyUid, int> byStudy = [];
    private readonly SortedDictionary<int, CaseId> caseOf = [];
    private readonly Dictionary<CaseId, int> numberOf = [];
    private readonly HashSet<int> open = [];

    public IReadOnlyDictionary<int, CaseId> CaseOf => caseOf;

    public int Unfinished => open.Count;

    public void Begin()
    {
        foreach (var arrival in world.Plan.Arrivals)
        {
            open.Add(arrival.Number);
            byStudy.Add(StudyOf(arrival), arrival.Number);
            if (arrival.RequestedAt is { } at)
                world.Agenda.At(at, () => Ask(arrival));
            if (arrival.Past is { } past)
                world.Agenda.At(arrival.ImagesAt, () => SendAsItWas(arrival, past));
            else if (!arrival.CancelledBeforeImages)
                world.Agenda.At(arrival.ImagesAt, () => Send(arrival, 1));
        }
    }

    public void See(DomainEvent fact, CaseState item)
    {
        switch (fact)
        {
            case CaseOpened:
                Learn(item);
                break;
            case ImagesReceived received:
                Learn(item);
                if (byStudy.TryGetValue(received.Study, out var held))
                    caseOf[held] = item.Id;
                break;
            case CriticalResultDeclared:
                world.Agenda.After(Minutes(ReadBackMinutes), () => Acknowledge(item.Id, "compris"));
                break;
            case ReportSigned or AddendumSigned when ArrivalOf(item.Id)?.AcknowledgedAfter is { } wait:
                world.Agenda.After(wait, () => Acknowledge(item.Id, "lu"));
                break;
            case NoticeRaised { Kind: NoticeKind.AcknowledgementOverdue,
                Audience.Kind: AudienceKind.Requesters }:
                world.Agenda.After(Minutes(1), () => Acknowledge(item.Id, "lu"));
                break;
            case ReportAcknowledged or CaseCancelled:
                open.RemoveWhere(number => caseOf.GetValueOrDefault(number) == item.Id);
                break;
        }
    }

    public Arrival? ArrivalOf(CaseId id) =>
        numberOf.TryGetValue(id, out var number) ? world.Plan.Arrivals[number - 1] : null;

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static string AccessionOf(Arrival arrival) =>
        string.Create(CultureInfo.InvariantCulture, $"A{arrival.Number:00000}");

    private StudyUid StudyOf(Arrival arrival) =>
        new(string.Create(CultureInfo.InvariantCulture, $"1.2.3.{world.Plan.Seed}.{arrival.Number}"));

    private void Ask(Arrival arrival)
    {
        var account = "urgences-" + arrival.Site;
        world.Say(account, "requester", arrival.Site, new RequestExam(
            AccessionOf(arrival), arrival.Patient, ExamOf(arrival), arrival.Urgency,
            arrival.Past?.Specialty, arrival.Past?.Region,
            new ClinicalContext("essai", null, null, null, null, null, account, null), null),
            outcome =>
            {
                if (!arrival.CancelledBeforeImages)
                    return;
                if (outcome is Outcome.Accepted { Answer: { } id })
                    world.Agenda.After(Minutes(2), () => world.Say(
                        account, "requester", new CaseId(id), new CancelCase("examen annulé")));
                else
                    open.Remove(arrival.Number);
            });
    }

    private void Send(Arrival arrival, int part)
    {
        var last = part == arrival.Parts;
        Store(arrival, part * ImagesPerPart, open: !last);
        if (!last)
            world.Agenda.After(BetweenParts, () => Send(arrival, part + 1));
        else if (arrival.LateSeries)
            world.Agenda.After(
                Minutes(30), () => Store(arrival, (part * ImagesPerPart) + LateImages, open: false));
    }

    /// <summary>
    /// Images that go on coming, and a technologist who says that they are complete: at the very instant at
    /// which they were so in the journal, and not before.
    /// </summary>
    private void SendAsItWas(Arrival arrival, PastExam past)
    {
        var (now, still) = (world.Agenda.Now, world.Settings.SilenceMax / 2);
        Store(arrival, ImagesPerPart, open: true);
        if (now + still < past.CompleteAt)
            world.Agenda.After(still, () => SendAsItWas(arrival, past));
        else
            world.Agenda.At(past.CompleteAt, () => Complete(arrival));
    }

    private void Complete(Arrival arrival)
    {
        if (caseOf.TryGetValue(arrival.Number, out var id))
            world.Say("manip-" + arrival.Site, "technologist", id, new CompleteImages());
    }

    private static Exam ExamOf(Arrival arrival) =>
        arrival.Past?.Exam ?? new Exam("CT", null, arrival.Kind.Description);

    private void Store(Arrival arrival, int count, bool open)
    {
        var announced = arrival.RequestedAt is not null;
        var facts = new StudyFacts(
            StudyOf(arrival), announced ? AccessionOf(arrival) : null, arrival.Patient,
            ExamOf(arrival), announced ? null : PriorityOf(arrival.Urgency),
            arrival.Kind.Description);
        world.Say("pacs-" + arrival.Site, "gateway", arrival.Site, new StudyArrived(facts, count, open));
    }

    private static string PriorityOf(Urgency urgency) => urgency switch
    {
        Urgency.Vital => "STAT",
        Urgency.Urgent => "HIGH",
        Urgency.SemiUrgent => "MEDIUM",
        _ => "ROUTINE",
    };

    /// <summary>Which examination a case is about: by its number, or by the study it holds.</summary>
    private void Learn(CaseState item)
    {
        if (numberOf.ContainsKey(item.Id))
            return;
        var number = item.AccessionNumber is { } accession
            ? int.Parse(accession.AsSpan(1), CultureInfo.InvariantCulture)
            : item.Study is { } study ? byStudy[study] : 0;
        if (number == 0)
            return;
        numberOf[item.Id] = number;
        caseOf.TryAdd(number, item.Id);
    }

    /// <summary>Early or twice is harmless.</summary>
    private void Acknowledge(CaseId id, string readBack)
    {
        if (world.Of(id) is { IsFinished: false } item)
            world.Say("urgences-" + item.Establishment, "requester", id, new AcknowledgeReport(readBack));
    }
}
