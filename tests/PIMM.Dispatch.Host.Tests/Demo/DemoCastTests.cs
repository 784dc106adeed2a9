using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

/// <summary>The virtual people of Hainaut-Cambrésis before the territory's real rules.</summary>
public sealed class DemoCastTests
{
    private static readonly ReaderId Person = new("radiologue1");
    private static readonly EstablishmentId Denain = new("denain");
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly TerritorySettings settings = Repository.Territory("hainaut-cambresis");
    private readonly TerritorySpec spec;
    private DemoCast cast;
    private readonly HashSet<string> signedIn = [];
    private readonly List<DemoTurn> done = [];
    private int studies;

    public DemoCastTests()
    {
        spec = new TerritorySpec(settings, (actor, _) => Actors.Initial(actor));
        cast = NewCast();
    }

    [Fact]
    public void Virtual_people_come_on_duty_and_carry_exams_to_the_acknowledged_report()
    {
        for (var exam = 0; exam < 12; exam++)
        {
            SendImages(Urgency.Urgent);
            Play(TimeSpan.FromSeconds(40));
        }
        Play(TimeSpan.FromMinutes(20));
        Assert.Equal(12, spec.Happened<ReportSigned>().Count);
        Assert.Equal(12, spec.Happened<ReportAcknowledged>().Count);
        Assert.True(done.Where(t => t.Act.Body is SignReport).Select(t => t.Reader).Distinct().Count() > 1);
    }

    [Fact]
    public void The_external_provider_accepts_and_signs_unless_a_person_does()
    {
        signedIn.UnionWith(["externe", .. settings.Readers.Keys.Select(reader => reader.Value)]);
        SendImages(Urgency.SemiUrgent);
        Play(TimeSpan.FromSeconds(40));
        var id = spec.History.Where(fact => fact.Event is CaseOpened).Select(fact => fact.Actor).Single();
        spec.Accepted(id, new ExternaliseCase(new ProviderId("societe-externe"), "essai"));
        Play(TimeSpan.FromMinutes(2));
        Assert.Empty(spec.Happened<ProviderAccepted>());
        signedIn.Remove("externe");
        Play(TimeSpan.FromMinutes(40));
        Assert.Single(spec.Happened<ProviderAccepted>());
        var signed = Assert.Single(done, turn => turn.Act.Body is SignReport && turn.Act.To == id);
        Assert.Equal("provider:externe", signed.By.ToString());
    }

    [Fact]
    public void Nothing_is_done_in_the_name_of_an_account_in_which_a_person_is_signed_in()
    {
        SendImages(Urgency.Urgent);
        Play(TimeSpan.FromSeconds(30));
        signedIn.Add(Person.Value);
        signedIn.Add("urgences");
        done.Clear();
        for (var exam = 0; exam < 12; exam++)
        {
            SendImages(Urgency.Urgent);
            Play(TimeSpan.FromSeconds(40));
        }
        Play(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain(done, turn => turn.By.Account == Person.Value || turn.By.Account == "urgences");
        Assert.Contains(done, turn => turn.Act.Body is SignReport);
        Assert.Empty(spec.Happened<ReportAcknowledged>());
    }

    [Fact]
    public void What_the_virtual_reader_had_goes_back_to_the_list_when_a_person_comes_and_once_only()
    {
        PlayUntil(() => InHandOf(Person).Any());
        var taken = InHandOf(Person).Single().Id;
        signedIn.Add(Person.Value);
        done.Clear();
        Look();
        var release = Assert.Single(done, turn => turn.Act.Body is ReleaseCase);
        Assert.Equal((taken, "coordinator"), (new CaseId(release.Act.To.Key), release.By.Role));
        Assert.Empty(InHandOf(Person));
        Look();
        Assert.Single(done, turn => turn.Act.Body is ReleaseCase);
    }

    [Fact]
    public void A_person_finds_its_hands_free_of_what_the_hours_before_left_in_them()
    {
        PlayUntil(() => InHandOf(Person).Any());
        cast = NewCast();
        Look();
        signedIn.Add(Person.Value);
        Look();
        Assert.Empty(InHandOf(Person));
    }

    [Fact]
    public void A_person_who_comes_where_an_offer_was_missed_is_present_and_may_leave_again()
    {
        Play(TimeSpan.FromSeconds(5));
        spec.Accepted(Person, new SetPresence(Presence.Away));
        signedIn.Add(Person.Value);
        Look();
        Assert.True(spec.State<ReaderState>(Person).IsPresent);
        spec.Accepted(Person, new SetPresence(Presence.Away));
        Play(TimeSpan.FromMinutes(5));
        Assert.False(spec.State<ReaderState>(Person).IsPresent);
    }

    [Fact]
    public void A_person_who_was_there_before_anybody_else_is_on_duty_too()
    {
        signedIn.Add(Person.Value);
        Look();
        Assert.True(spec.State<ReaderState>(Person).IsPresent);
        Assert.All(done, turn => Assert.NotEqual(Person.Value, turn.By.Account));
    }

    [Fact]
    public void What_a_person_takes_stays_the_persons_own()
    {
        signedIn.Add(Person.Value);
        Look();
        SendImages(Urgency.Urgent);
        spec.Advance(TimeSpan.FromSeconds(11));
        var taken = spec.Happened<CaseNumbered>()[0].Case;
        spec.Accepted(taken, new ClaimCase(Person));
        Play(TimeSpan.FromMinutes(30));
        var kept = spec.State<CaseState>(taken);
        Assert.Equal((CaseStatus.Accepted, Person), (kept.Status, kept.Reader));
    }

    private DemoCast NewCast() =>
        DemoPeople.CastsOf(new DemoOptions { LedgerPath = "unused" }, [settings], spec.Now)[0].Cast;

    private IEnumerable<CaseState> InHandOf(ReaderId reader) =>
        Cases().Where(c => c.InHand && c.Reader == reader);

    private IReadOnlyList<CaseState> Cases() =>
        [.. spec.Happened<CaseNumbered>().Select(e => spec.Territory.StateOf(e.Case)).OfType<CaseState>()];

    private void Play(TimeSpan length)
    {
        for (var until = spec.Now + length; spec.Now < until; spec.Advance(LookEvery))
            Look();
    }

    private void PlayUntil(Func<bool> holds)
    {
        for (var exam = 0; exam < 30; exam++)
        {
            SendImages(Urgency.Urgent);
            for (var until = spec.Now.AddSeconds(30); spec.Now < until; spec.Advance(LookEvery))
            {
                Look();
                if (holds())
                    return;
            }
        }
        Assert.Fail("What the test waits for did not happen within thirty exams");
    }

    private void Look()
    {
        var sight = new DemoSight(
            Cases(), reader => spec.Territory.StateOf(reader) as ReaderState ?? ReaderState.Initial,
            spec.Territory.StateOf(ActorId.Roster) as RosterState, spec.Now);
        foreach (var turn in cast.Turns(sight, signedIn.Contains))
        {
            if (spec.Send(turn.Act.To, turn.Act.Body, turn.By, turn.Act.Name) is not Outcome.Accepted)
                continue;
            cast.Done(turn, spec.Now);
            done.Add(turn);
        }
    }

    private void SendImages(Urgency urgency)
    {
        var number = ++studies;
        var patient = new Patient(
            "DEMO-ALPHA", "Essai", new DateOnly(1960, 1, 2), "F", $"DEMO-{number}", null,
            IdentityStatus.Provisional);
        spec.Accepted(Denain, new StudyArrived(
            new StudyFacts(
                new StudyUid($"2.25.{number}"), null, patient, new Exam("CT", "HEAD", "Scanner cérébral"),
                urgency == Urgency.Vital ? "STAT" : "HIGH", "HEAD Scanner cérébral"),
            20, AssociationOpen: false));
    }
}
