using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class ArrivalPlanTests
{
    private const int Many = 2_000;
    private static readonly DateTimeOffset Now = VirtualClock.Evening;
    private static readonly DemoOptions Options = new() { LedgerPath = "unused" };
    private static readonly ArrivalPlan Plan = new(Options, Repository.Territories, Run: 1);

    private static readonly IReadOnlyList<DemoArrival> Evening =
        [.. Enumerable.Range(0, Many).Select(number => Plan.Draw(number, Now)!)];

    [Fact]
    public void The_burst_reaches_all_four_territories_within_half_a_minute()
    {
        var burst = Evening.Take(Options.Burst).ToList();
        Assert.Equal(4, burst.Select(a => a.Territory.Id).Distinct().Count());
        var last = Enumerable.Range(0, Options.Burst - 1).Sum(n => Plan.GapAfter(n).TotalSeconds);
        Assert.InRange(last, 0, 30);
    }

    [Fact]
    public void After_the_burst_exams_come_in_a_lively_and_calm_rhythm()
    {
        var gaps = Enumerable.Range(Options.Burst, Many).Select(n => Plan.GapAfter(n).TotalSeconds).ToList();
        Assert.All(gaps, gap => Assert.InRange(gap, 12, 32));
        Assert.InRange(gaps.Average(), 20, 24);
    }

    [Fact]
    public void The_mix_is_that_of_an_evening()
    {
        var emergencies = Evening.Where(a => DemoExams.Emergencies.Contains(a.Exam)).ToList();
        double Share(Func<DemoExam, bool> holds) =>
            emergencies.Count(a => holds(a.Exam)) / (double)emergencies.Count;
        Assert.InRange(Share(e => e.Urgency == Urgency.Vital), 0.10, 0.16);
        Assert.InRange(Share(e => e.Specialty == Specialty.Neuro), 0.33, 0.43);
        Assert.InRange(emergencies.Count / (double)Many, 0.7, 0.9);
        Assert.InRange(Evening.Count(a => a.HasRequest) / (double)emergencies.Count, 0.4, 0.5);
    }

    [Fact]
    public void Only_establishments_that_are_connected_send() =>
        Assert.All(Evening, a => Assert.Equal(Connection.Connected, a.Site.Connection.At(Now) switch
        {
            Connection.OnCall when a.Territory.IsOnCall(Now) => Connection.Connected,
            var other => other,
        }));

    [Fact]
    public void Every_connected_establishment_sends_and_no_accession_number_comes_twice()
    {
        var senders = Evening.Select(a => (a.Territory.Id, a.Site.Id)).ToHashSet();
        Assert.Equal(23, senders.Count);
        Assert.Equal(Many, Evening.Select(a => a.AccessionNumber).Distinct().Count());
        Assert.All(Evening, a => Assert.InRange(a.AccessionNumber.Length, 1, 16));
    }

    [Fact]
    public void Patients_cannot_be_taken_for_persons() => Assert.All(Evening, a =>
    {
        Assert.StartsWith("DEMO-", a.Patient.FamilyName, StringComparison.Ordinal);
        Assert.StartsWith("DEMO-", a.Patient.PatientId, StringComparison.Ordinal);
        Assert.Null(a.Patient.Ins);
    });

    [Fact]
    public void Another_run_makes_other_exams()
    {
        var again = new ArrivalPlan(Options, Repository.Territories, Run: 2);
        Assert.NotEqual(Evening[0].AccessionNumber, again.Draw(0, Now)!.AccessionNumber);
        Assert.Equal(Evening[0].AccessionNumber, Plan.Draw(0, Now)!.AccessionNumber);
    }

    [Fact]
    public void Who_waits_gets_an_emergency_of_the_best_specialty_from_the_images_alone()
    {
        foreach (var territory in Repository.Territories)
        foreach (var reader in territory.Readers.Values)
        {
            var arrival = Plan.DrawFor(reader, territory, 1, Now)!;
            Assert.False(arrival.HasRequest);
            Assert.Equal(Urgency.Urgent, arrival.Exam.Urgency);
            Assert.True(reader.MayReadFor(arrival.Site.Id, Now));
            Assert.Equal(
                DemoExams.Emergencies.Max(
                    e => reader.SkillIn(e.Specialty)), reader.SkillIn(arrival.Exam.Specialty));
        }
    }

    [Fact]
    public void The_images_of_a_request_are_made_after_a_restart()
    {
        var territory = Repository.Territory("hainaut-cambresis");
        var spec = new TerritorySpec(territory, (actor, _) => Actors.Initial(actor), Now);
        var asked = Evening.First(a => a.Territory.Id == territory.Id && a.HasRequest);
        var id = new CaseId(spec.Accepted(asked.Site.Id, new RequestExam(
            asked.AccessionNumber, asked.Patient, new Exam(asked.Exam.Modality, null, asked.Exam.Description),
            asked.Exam.Urgency, null, null, new ClinicalContext(
                null, null, null, null, null, null, null, null), null))!);
        var resumed = Plan.Resume(territory, spec.State<CaseState>(id))!;
        Assert.Equal(
            (asked.Site.Id, asked.Exam, asked.Patient), (resumed.Site.Id, resumed.Exam, resumed.Patient));
    }
}
