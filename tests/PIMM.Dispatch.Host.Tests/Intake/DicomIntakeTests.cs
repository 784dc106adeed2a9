using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.TestKit;
using Xunit;

namespace PIMM.Dispatch.Host.Tests.Intake;

public sealed class DicomIntakeTests
{
    [Fact]
    public async Task A_study_opens_one_case_with_all_its_images()
    {
        await using var rig = await IntakeRig.StartAsync();
        var statuses = await rig.SendAsync(new SmallStudy("1"), 7);
        Assert.All(statuses, status => Assert.Equal(DicomStatus.Success, status));
        await rig.UntilAsync(() => rig.Told.Any(t => !t.AssociationOpen));
        Assert.Equal("HEAD Scanner cérébral", rig.Told[0].Facts.Descriptions);
        var opened = Assert.Single(rig.Cases);
        Assert.Equal("Scanner cérébral", opened.Exam!.Description);
        Assert.Equal((7, CaseOrigin.Images), (opened.Images, opened.Origin));
        Assert.Equal(new EstablishmentId("denain"), opened.Establishment);
        Assert.Equal(("DEMO-ALPHA", "TEST"), (opened.Patient!.FamilyName, opened.Patient.GivenName));
        Assert.Equal((Specialty.Neuro, AnatomicalRegion.Head, true),
            (opened.Classification!.Specialty, opened.Classification.Region, opened.Classification.Derived));
    }

    [Fact]
    public async Task The_first_image_opens_the_case_while_its_sender_is_connected()
    {
        await using var rig = await IntakeRig.StartAsync();
        await using var client = await rig.CallAsync();
        await SmallStudy.SendAsync(client, new SmallStudy("1").Object(1));
        // The answer to the first image comes after the outcome: nothing to wait for.
        var told = Assert.Single(rig.Told);
        Assert.Equal((1, true), (told.Count, told.AssociationOpen));
        Assert.Equal(CaseStatus.ImagesArriving, Assert.Single(rig.Cases).Status);
    }

    [Fact]
    public async Task Further_images_are_told_every_two_seconds_and_at_fifty()
    {
        await using var rig = await IntakeRig.StartAsync();
        await using var client = await rig.CallAsync();
        var study = new SmallStudy("1");
        for (var instance = 1; instance <= 50; instance++)
            await SmallStudy.SendAsync(client, study.Object(instance));
        Assert.Equal([1], rig.Told.Select(t => t.Count));
        await SmallStudy.SendAsync(client, study.Object(51));
        await SmallStudy.SendAsync(client, study.Object(52));
        Assert.Equal([1, 51], rig.Told.Select(t => t.Count));
        rig.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(2, rig.Told.Count);
        rig.Advance(TimeSpan.FromSeconds(1));
        await rig.UntilAsync(() => rig.Told.Count == 3);
        Assert.Equal((52, true), (rig.Told[2].Count, rig.Told[2].AssociationOpen));
    }

    [Fact]
    public async Task A_study_that_is_complete_is_read_after_the_quiet_period()
    {
        await using var rig = await IntakeRig.StartAsync();
        await rig.SendAsync(new SmallStudy("1"), 3);
        await rig.UntilAsync(() => rig.Told.Any(t => !t.AssociationOpen));
        rig.Spec.Advance(TimeSpan.FromSeconds(11));
        var opened = Assert.Single(rig.Cases);
        Assert.Equal(CaseStatus.ToRead, opened.Status);
        Assert.Equal(3, opened.Images);
    }

    [Fact]
    public async Task Sent_again_nothing_doubles()
    {
        await using var rig = await IntakeRig.StartAsync();
        var study = new SmallStudy("1");
        await rig.SendAsync(study, 5);
        await rig.UntilAsync(() => rig.Told.Any(t => !t.AssociationOpen));
        var history = rig.Spec.History.Count;
        var again = await rig.SendAsync(study, 5);
        Assert.All(again, status => Assert.Equal(DicomStatus.Success, status));
        await rig.UntilAsync(() => rig.Told.Count(t => !t.AssociationOpen) == 2);
        Assert.Equal(rig.Ids[^1], rig.Ids[^2]);
        Assert.Equal(history, rig.Spec.History.Count);
        Assert.Equal(5, Assert.Single(rig.Cases).Images);
        Assert.Equal(5, rig.Intake.Health.Received);
    }

    [Fact]
    public async Task A_late_series_joins_its_case()
    {
        await using var rig = await IntakeRig.StartAsync();
        var study = new SmallStudy("1");
        await rig.SendAsync(study, 2);
        await rig.UntilAsync(() => rig.Told.Any(t => !t.AssociationOpen));
        await rig.SendAsync(study, 6);
        await rig.UntilAsync(() => rig.Told.Count(t => !t.AssociationOpen) == 2);
        Assert.Equal(6, Assert.Single(rig.Cases).Images);
    }

    [Fact]
    public async Task One_study_over_four_associations_at_once_is_one_case()
    {
        await using var rig = await IntakeRig.StartAsync();
        var study = new SmallStudy("1");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async sender =>
        {
            await using var client = await rig.CallAsync();
            for (var instance = 0; instance < 10; instance++)
                Assert.Equal(DicomStatus.Success, await SmallStudy.SendAsync(
                    client, study.Object(1 + sender * 10 + instance)));
            await client.ReleaseAsync();
        }));
        await rig.UntilAsync(() => rig.Told.Any(t => t is { AssociationOpen: false, Count: 40 }));
        Assert.Equal(40, Assert.Single(rig.Cases).Images);
        Assert.Single(rig.Told, t => !t.AssociationOpen);
    }

    [Fact]
    public async Task Two_studies_over_one_association_are_two_cases()
    {
        await using var rig = await IntakeRig.StartAsync();
        await using (var client = await rig.CallAsync())
        {
            await SmallStudy.SendAsync(client, new SmallStudy("1").Object(1));
            await SmallStudy.SendAsync(client, new SmallStudy("2").Object(1));
            await client.ReleaseAsync();
        }
        await rig.UntilAsync(() => rig.Told.Count(t => !t.AssociationOpen) == 2);
        Assert.Equal(2, rig.Cases.Count);
    }

    [Fact]
    public async Task A_broken_association_ends_the_sending_too()
    {
        await using var rig = await IntakeRig.StartAsync();
        await using (var client = await rig.CallAsync())
        {
            await SmallStudy.SendAsync(client, new SmallStudy("1").Object(1));
            await client.AbortAsync();
        }
        await rig.UntilAsync(() => rig.Told.Any(t => t is { AssociationOpen: false, Count: 1 }));
    }

    [Fact]
    public async Task Images_are_kept_and_acknowledged_while_the_journal_is_away_and_told_when_it_is_back()
    {
        await using var rig = await IntakeRig.StartAsync();
        rig.SetJournalDown(true);
        var statuses = await rig.SendAsync(new SmallStudy("1"), 3);
        Assert.All(statuses, status => Assert.Equal(DicomStatus.Success, status));
        Assert.Empty(rig.Told);
        rig.SetJournalDown(false);
        rig.Advance(TimeSpan.FromMinutes(1));
        await rig.UntilAsync(() => rig.Told.Any(t => t is { AssociationOpen: false, Count: 3 }));
        Assert.Equal(3, Assert.Single(rig.Cases).Images);
    }

    [Fact]
    public async Task What_was_acknowledged_and_not_told_is_told_after_a_restart()
    {
        await using var rig = await IntakeRig.StartAsync();
        rig.SetJournalDown(true);
        await rig.SendAsync(new SmallStudy("1"), 3);
        await rig.RestartAsync();
        Assert.Equal(1, rig.Intake.Health.StudiesToTell);
        rig.SetJournalDown(false);
        rig.Advance(TimeSpan.FromMinutes(1));
        await rig.UntilAsync(() => rig.Told.Count > 0);
        Assert.Equal((3, false), (rig.Told[0].Count, rig.Told[0].AssociationOpen));
        Assert.Equal("DEMO-ALPHA", Assert.Single(rig.Cases).Patient!.FamilyName);
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_after_a_restart()
    {
        await using var rig = await IntakeRig.StartAsync();
        await rig.SendAsync(new SmallStudy("1"), 3);
        await rig.UntilAsync(() => rig.Told.Any(t => !t.AssociationOpen));
        await rig.RestartAsync();
        Assert.Equal(0, rig.Intake.Health.StudiesToTell);
    }

    [Theory]
    [InlineData("STRANGER")]
    [InlineData("SAINTAMAND")]
    public async Task An_unknown_title_and_a_partner_are_rejected_alike_and_seen(string aeTitle)
    {
        await using var rig = await IntakeRig.StartAsync();
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => rig.CallAsync(aeTitle));
        Assert.Equal(AssociationRejection.UnknownCallingAeTitle, rejected.Rejection);
        Assert.Equal(1, rig.Intake.Health.Incidents);
    }

    [Fact]
    public async Task A_title_that_is_bound_to_another_address_is_rejected()
    {
        await using var rig = await IntakeRig.StartAsync(
            settings => settings.WithAddress("denain", "192.0.2.1"));
        var rejected = await Assert.ThrowsAsync<AssociationRejectedException>(() => rig.CallAsync());
        Assert.Equal(AssociationRejection.UnknownCallingAeTitle, rejected.Rejection);
    }

    [Fact]
    public async Task A_title_that_is_bound_to_the_callers_address_is_let_in()
    {
        await using var rig = await IntakeRig.StartAsync(
            settings => settings.WithAddress("denain", "127.0.0.1"));
        Assert.Equal([DicomStatus.Success], await rig.SendAsync(new SmallStudy("1"), 1));
    }

    [Fact]
    public async Task Outside_its_hours_an_establishment_on_call_only_gets_no_success()
    {
        await using var rig = await IntakeRig.StartAsync(
            settings => settings.WithConnection("denain", Connection.OnCall));
        rig.Advance(TimeSpan.FromHours(15));
        var status = Assert.Single(await rig.SendAsync(new SmallStudy("1"), 1));
        Assert.Equal(DicomStatus.NotAuthorized.Code, status.Code);
        Assert.Contains("establishment-not-connected", status.Comment, StringComparison.Ordinal);
        Assert.Empty(rig.Told);
    }

    [Fact]
    public async Task Within_its_hours_an_establishment_on_call_only_is_served_and_its_late_images_too()
    {
        await using var rig = await IntakeRig.StartAsync(
            settings => settings.WithConnection("denain", Connection.OnCall));
        var study = new SmallStudy("1");
        Assert.Equal([DicomStatus.Success], await rig.SendAsync(study, 1));
        rig.Advance(TimeSpan.FromHours(15));
        rig.Spec.Advance(TimeSpan.FromHours(15));
        Assert.Equal([DicomStatus.Success, DicomStatus.Success], await rig.SendAsync(study, 2));
        await rig.UntilAsync(() => rig.Told.Any(t => t is { AssociationOpen: false, Count: 2 }));
        Assert.Equal(2, Assert.Single(rig.Cases).Images);
    }

    [Fact]
    public async Task A_study_that_the_territory_refuses_gets_no_success_and_is_taken_once_it_may()
    {
        // The intake believes that it is evening, the territory that it is noon: as at a boundary of the
        // hours.
        await using var rig = await IntakeRig.StartAsync(
            settings => settings.WithConnection("denain", Connection.OnCall));
        rig.Spec.Advance(TimeSpan.FromHours(15));
        var study = new SmallStudy("1");
        var refused = Assert.Single(await rig.SendAsync(study, 1));
        Assert.Equal(DicomStatus.NotAuthorized.Code, refused.Code);
        rig.Spec.Advance(TimeSpan.FromHours(9));
        rig.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(DicomStatus.Success, Assert.Single(await rig.SendAsync(study, 1)));
        Assert.Equal(1, Assert.Single(rig.Cases).Images);
    }

    [Fact]
    public async Task The_same_uid_with_other_content_fails_and_the_first_stays()
    {
        await using var rig = await IntakeRig.StartAsync();
        var study = new SmallStudy("1");
        await using var client = await rig.CallAsync();
        Assert.Equal(DicomStatus.Success, await SmallStudy.SendAsync(client, study.Object(1)));
        var conflict = await SmallStudy.SendAsync(
            client, study.Object(1, o => o.Set(Tags.PatientName, "DEMO-BETA^TEST")));
        Assert.Equal(DicomStatus.DuplicateSopInstance.Code, conflict.Code);
        Assert.Equal(1, rig.Intake.Health.Incidents);
        Assert.Equal("DEMO-ALPHA", Assert.Single(rig.Cases).Patient!.FamilyName);
    }

    [Fact]
    public async Task A_study_finds_the_request_that_announced_it()
    {
        await using var rig = await IntakeRig.StartAsync();
        var patient = new Patient(
            "Demo Alpha", "Test", new DateOnly(1960, 1, 2), "F", null, null, IdentityStatus.Provisional);
        var requested = rig.Spec.Accepted(new EstablishmentId("denain"), new RequestExam(
            "ACC-1", patient, new Exam("CT", "HEAD", "Scanner cérébral"), Urgency.Vital, null, null,
            new ClinicalContext("Déficit", "AVC ?", null, null, null, null, null, null), null));
        await using (var client = await rig.CallAsync())
        {
            await SmallStudy.SendAsync(
                client, new SmallStudy("1").Object(1, o => o.Set(Tags.AccessionNumber, "ACC-1")));
            await client.ReleaseAsync();
        }
        await rig.UntilAsync(() => rig.Told.Any(t => !t.AssociationOpen));
        var found = Assert.Single(rig.Cases);
        Assert.Equal((requested, 1, CaseOrigin.Request), (found.Id.Value, found.Images, found.Origin));
    }
}
