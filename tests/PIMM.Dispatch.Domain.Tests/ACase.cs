namespace PIMM.Dispatch.Domain.Tests;

/// <summary>
/// Lives of a case, as events: each is what the case itself made of the messages that led there.
/// </summary>
internal static class ACase
{
    public static readonly CaseId Id = CaseId.At(TestTerritory.Territory, 1);
    public static readonly CaseId Other = CaseId.At(TestTerritory.Territory, 2);
    public static readonly StudyUid Study = new("1.2.3.1");
    public static readonly DateTimeOffset Evening = VirtualClock.Evening;

    public static readonly Patient Someone = new(
        "EXEMPLE", "Un", new DateOnly(1970, 1, 2), "F", "IPP-1", null, IdentityStatus.Provisional);

    public static ActorSpec Spec(TerritorySettings? settings = null) =>
        new(CaseState.Initial, Id, settings ?? TestTerritory.Settings);

    public static CaseOpened Facts(
        Urgency urgency = Urgency.Urgent, Specialty specialty = Specialty.Neuro,
        CaseOrigin origin = CaseOrigin.Request,
        int minutes = 9, EstablishmentId? at = null, Patient? patient = null, int? expected = null) =>
        new(at ?? TestTerritory.North, origin, origin == CaseOrigin.Images
            ? Study : null, "A1", patient ?? Someone,
            new Exam("CT", "HEAD", "Scanner cérébral"),
            new Classification(
                urgency, specialty, RegionOf(specialty), minutes, Derived: origin == CaseOrigin.Images),
            null, expected);

    public static ImagesStored Images(int count, bool open = false) => new(Study, "A1", count, open);

    public static DomainEvent[] Requested(CaseOpened? facts = null) => Told([new OpenCase(facts ?? Facts())]);

    public static DomainEvent[] Arriving(CaseOpened? facts = null) =>
        Told([new OpenCase(facts ?? Facts()), Images(100)]);

    public static DomainEvent[] ToRead(CaseOpened? facts = null) =>
        Told([new OpenCase(facts ?? Facts()), Images(100), new CompleteImages()]);

    public static DomainEvent[] Offered(ReaderId to, CaseOpened? facts = null, CaseId? interrupts = null) =>
        Told(
            [new OpenCase(facts ?? Facts()), Images(100), new CompleteImages(),
                new OfferCase(to, interrupts)]);

    public static DomainEvent[] Accepted(ReaderId by, CaseOpened? facts = null) => Accepted(by, facts, []);

    /// <summary>Accepted, and then told more.</summary>
    public static DomainEvent[] Accepted(ReaderId by, CaseOpened? facts, params Message[] then) =>
        Told([new OpenCase(facts ?? Facts()), Images(100), new CompleteImages(), new OfferCase(by, null),
            new AcceptCase(by), .. then]);

    public static DomainEvent[] Held(ReaderId by) =>
        Accepted(by, null, new HoldCase(Evening.AddMinutes(10), "antériorités attendues"));

    public static DomainEvent[] Preliminary(ReaderId by) =>
        Accepted(by, null, new WritePreliminary(by, "Pas de saignement.", null));

    public static DomainEvent[] Signed(ReaderId by) =>
        Accepted(by, null, new SignReport(by, "Pas de saignement.", null));

    public static DomainEvent[] Acknowledged(ReaderId by) =>
        Accepted(by, null, new SignReport(by, "Pas de saignement.", null), new AcknowledgeReport(null));

    public static DomainEvent[] Externalised() =>
        Told([new OpenCase(Facts()), Images(100), new CompleteImages(),
            Sent()]);

    public static DomainEvent[] WithProvider(params Message[] then) =>
        Told([new OpenCase(Facts()), Images(100), new CompleteImages(), Sent(),
            new AcceptExternally(TestTerritory.Provider), .. then]);

    /// <summary>The dispatcher sends the case to the provider of the test territory.</summary>
    public static SendOut Sent(
        SendingDecider by = SendingDecider.Coordinator, bool firm = true, bool accepted = false) =>
        new(TestTerritory.Provider, "nuit profonde", Proof(by), firm, accepted);

    public static Subsidiarity Proof(SendingDecider by = SendingDecider.Coordinator) => new(
        [new LevelTried(SubsidiarityLevel.Local, LevelObstacle.NobodyOnDuty, null),
            new LevelTried(SubsidiarityLevel.Region, LevelObstacle.NobodyOnDuty, null)],
        by);

    public static DomainEvent[] Cancelled() =>
        Told([new OpenCase(Facts()), new CancelCase("erreur de patient")]);

    /// <summary>An urgent case begins to call, in the evening.</summary>
    public static EscalationBegan Calls(int number = 1) => new(
        number, Evening.AddMinutes(45), null,
        TestTerritory.Settings.Escalation.At(Evening)[Urgency.Urgent]);

    /// <summary>When its first step comes.</summary>
    public static DeadlineSet FirstStep => new("escalation", Evening.AddMinutes(20));

    /// <summary>What a case says when it is told these messages, all in the evening.</summary>
    public static DomainEvent[] Told(
        Message[] messages, TerritorySettings? settings = null, CaseId? id = null)
    {
        ActorState state = CaseState.Initial;
        ActorId self = id ?? Id;
        var events = new List<DomainEvent>();
        foreach (var message in messages)
        {
            var decision = state.Decide(message, new TurnContext(
                Evening, Identity.System, new CommandId("given"), self, settings ?? TestTerritory.Settings,
                events.Count + 1));
            Assert.Null(decision.Refusal);
            foreach (var fact in decision.Events)
            {
                events.Add(fact);
                state = state.Evolve(new Recorded(events.Count, self, Evening, Identity.System, fact));
            }
        }
        return [.. events];
    }

    private static AnatomicalRegion RegionOf(Specialty specialty) => specialty switch
    {
        Specialty.Neuro => AnatomicalRegion.Head,
        Specialty.Thorax => AnatomicalRegion.Chest,
        Specialty.AbdomenPelvis => AnatomicalRegion.AbdomenPelvis,
        _ => AnatomicalRegion.Other,
    };
}
