using System.Collections.Immutable;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>A case that is shared, and one of its parts, each alone.</summary>
public sealed class PartTests
{
    private static readonly PartPlan Head = new("Tête", Specialty.Neuro, AnatomicalRegion.Head, 8);
    private static readonly PartPlan Chest = new("Thorax", Specialty.Thorax, AnatomicalRegion.Chest, 12);
    private static readonly CaseOpened Trauma = ACase.Facts(Urgency.Vital, Specialty.General, minutes: 26);
    private static readonly SplitCase Both = new(Ana, [Head, Chest]);
    private static readonly CaseId First = CaseId.At(Territory, ACase.Accepted(Ana, Trauma).Length + 1);
    private static readonly CaseId Second = CaseId.At(Territory, ACase.Accepted(Ana, Trauma).Length + 2);

    private static readonly Target Target = new(
        ACase.Evening, ACase.Evening.AddMinutes(10), ACase.Evening.AddMinutes(17),
        ACase.Evening.AddMinutes(20));

    private static ActorSpec Shared(params DomainEvent[] then) => ACase.Spec().Given(
        [.. ACase.Accepted(Ana, Trauma), new PartSeparated(First, 1, Head),
            new PartSeparated(Second, 2, Chest), .. then]);

    private static readonly OpenPart Opening = new(
        new CasePart(ACase.Other, 1, 2, "Tête"), ACase.Facts(Urgency.Vital),
        ImmutableSortedDictionary<StudyUid, int>.Empty.Add(ACase.Study, 100), Target);

    private static ActorSpec APart(params Message[] then) =>
        ACase.Spec().Given(ACase.Told([Opening, .. then]));

    private static ActorSpec InHand() => APart(new OfferCase(Ben, null), new AcceptCase(Ben));

    [Fact]
    public void Each_part_is_named_after_its_event_and_opened_with_the_target_of_the_case()
    {
        var verdict = ACase.Spec().Given(ACase.Accepted(Ana, Trauma)).When(Both)
            .Then(new PartSeparated(First, 1, Head), new PartSeparated(Second, 2, Chest));
        var opened = verdict.Decision.Tells.Select(tell => tell.Body).OfType<OpenPart>().ToList();
        Assert.Equal([Target, Target], opened.Select(one => one.Target));
        Assert.Equal(
            [(Specialty.Neuro, 8, Urgency.Vital), (Specialty.Thorax, 12, Urgency.Vital)],
            opened.Select(one => one.Facts.Classification)
                .Select(one => (one.Specialty, one.ExpectedMinutes, one.Urgency)));
        Assert.Contains((Ana, new TakeOn(ACase.Id, 6)), verdict.Decision.Tells);
    }

    [Fact]
    public void Only_the_lead_or_the_coordinator_shares()
    {
        var taken = ACase.Spec().Given(ACase.Accepted(Ana, Trauma));
        taken.When(Both with { Reader = Ben }).ThenRefused(Refusals.NotYourCase, "ana");
        Assert.Null(taken.When(Both with { Reader = null }).Decision.Refusal);
        Assert.Null(
            ACase.Spec().Given(ACase.ToRead(Trauma)).When(Both with { Reader = null }).Decision.Refusal);
        ACase.Spec().Given(ACase.Arriving(Trauma)).When(Both with { Reader = null })
            .ThenRefused(Refusals.NotInThisState);
        ACase.Spec().Given(ACase.Signed(Ana)).When(Both).ThenRefused(Refusals.CaseFinished);
    }

    [Fact]
    public void Number_of_parts_is_limited()
    {
        var taken = ACase.Spec().Given(ACase.Accepted(Ana, Trauma));
        taken.When(new SplitCase(Ana, [])).ThenRefused(Refusals.PartsOutOfRange);
        Assert.Null(
            taken.When(new SplitCase(Ana, [.. Enumerable.Repeat(Head, 8)])).Decision.Refusal);
        taken.When(new SplitCase(Ana, [.. Enumerable.Repeat(Head, 9)]))
            .ThenRefused(Refusals.PartsOutOfRange);
        Shared().When(new SplitCase(Ana, [.. Enumerable.Repeat(Head, 7)]))
            .ThenRefused(Refusals.PartsOutOfRange);
    }

    [Fact]
    public void Report_is_not_signed_while_a_part_is_unread()
    {
        var sign = new SignReport(Ana, "Bilan.", null);
        Shared().When(sign).ThenRefused(Refusals.PartsUnread, First.Value);
        Shared(new PartReceived(First, Ben, "x")).When(sign)
            .ThenRefused(Refusals.PartsUnread, Second.Value);
        Shared(new PartReceived(First, Ben, "x"), new PartReceived(Second, Ben, "y")).When(sign)
            .ThenOne<ReportSigned>();
        Shared(new PartReceived(First, Ben, "x"), new PartTakenBack(Second)).When(sign)
            .ThenOne<ReportSigned>();
    }

    [Fact]
    public void Part_that_is_read_is_kept_and_the_lead_hears_it()
    {
        var received = new PartReceived(First, Ben, "Hématome frontal.");
        var verdict = Shared().When(new ReportPart(First, Ben, "Hématome frontal."));
        Assert.Contains(received, verdict.Decision.Events);
        Assert.Equal(
            (NoticeKind.PartRead, Audience.Of(Ana)),
            verdict.ThenOne<NoticeRaised>() is var told ? (told.Kind, told.Audience) : default);
        Assert.Equal(
            new SharedPart(First, 1, Head, PartStatus.Read, "Hématome frontal.", Ben),
            ((CaseState)verdict.After).Parts[0]);
        Shared(received).When(new ReportPart(First, Ben, "Hématome frontal.")).ThenNothing();
    }

    [Fact]
    public void Lead_takes_back_what_nobody_has_read()
    {
        Shared().When(new TakeBackPart(Ana, First)).Then(new PartTakenBack(First))
            .ThenTells((First, new EndPart("taken-back")), (Ana, new TakeOn(ACase.Id, 14)),
                (ActorId.Dispatcher, Replan.Now));
        Shared().When(new TakeBackPart(Ben, First)).ThenRefused(Refusals.NotYourCase);
        Shared().When(new TakeBackPart(Ana, ACase.Other)).ThenRefused(Refusals.NoSuchPart);
        Shared(new PartTakenBack(First)).When(new TakeBackPart(Ana, First)).ThenNothing();
        Shared(new PartReceived(First, Ben, "x")).When(new TakeBackPart(Ana, First))
            .ThenRefused(Refusals.PartIsRead);
    }

    [Fact]
    public void Part_waits_with_the_target_of_its_case_and_calls_like_a_case()
    {
        var part = (CaseState)APart().State;
        Assert.Equal((CaseStatus.ToRead, Target, 100), (part.Status, part.Target, part.Images));
        Assert.NotNull(part.Escalation);
        Assert.Equal(
            ["breached", "escalation", "imminent", "warning"], part.Deadlines.Keys);
    }

    [Fact]
    public void Part_that_is_signed_is_over_and_tells_its_case_and_nobody_else()
    {
        var verdict = InHand().When(new SignReport(Ben, "Pas de saignement.", null));
        Assert.Contains(new PartSigned(1, "Pas de saignement."), verdict.Decision.Events);
        Assert.Empty(verdict.Decision.Events.OfType<NoticeRaised>());
        Assert.Equal(
            [((ActorId)ACase.Other, (Message)new ReportPart(ACase.Id, Ben, "Pas de saignement.")),
                (Ben, new PutDown(ACase.Id, Read: true)), (ActorId.Dispatcher, Replan.Now)],
            verdict.Decision.Tells);
        var after = (CaseState)verdict.After;
        Assert.True(after.IsFinished);
        Assert.Empty(after.Deadlines);
    }

    [Fact]
    public void What_concerns_the_whole_is_asked_of_the_case()
    {
        foreach (var message in new Message[]
            {
                new CancelCase("x"), new ClassifyCase(Urgency.Urgent, null, null, "x"),
                new ExternaliseCase(Provider, "x"), new SplitCase(null, [Head]),
                new FlagCase("x", Bleeding, null),
            })
            InHand().When(message).ThenRefused(Refusals.PartFollowsCase, ACase.Other.Value);
    }

    [Fact]
    public void Part_that_is_taken_back_ends_and_its_reader_is_told()
    {
        var verdict = InHand().When(new EndPart("taken-back"));
        Assert.Equal(
            (NoticeKind.CaseWithdrawn, Audience.Of(Ben)),
            verdict.ThenOne<NoticeRaised>() is var told ? (told.Kind, told.Audience) : default);
        Assert.Contains((Ben, new PutDown(ACase.Id, Read: false)), verdict.Decision.Tells);
        Assert.True(verdict.After.IsFinished);
    }

    [Fact]
    public void Critical_finding_of_a_part_is_declared_of_the_case()
    {
        InHand().When(new DeclareCritical(Ben, "hématome")).Then()
            .ThenTells((ACase.Other, new DeclareCritical(null, "hématome")));
        Shared().When(new DeclareCritical(null, "hématome")).ThenOne<CriticalResultDeclared>();
    }

    [Fact]
    public void Part_never_leaves_the_territory_by_itself()
    {
        APart().When(ACase.Sent()).ThenNothing();
        InHand().When(ACase.Sent()).ThenNothing();
    }
}
