using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>A major trauma shared by several readers, from the split to one report.</summary>
public sealed class PartStoryTests
{
    private static readonly PartPlan Head = new("Tête", Specialty.Neuro, AnatomicalRegion.Head, 8);
    private static readonly PartPlan Chest = new("Thorax", Specialty.Thorax, AnatomicalRegion.Chest, 12);
    private static readonly PartPlan Belly =
        new("Abdomen", Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 10);

    /// <summary>Dan leads: a reader who knows everything, beside Ana and Ben.</summary>
    private static readonly ReaderId Dan = new("dan");

    private static TerritorySettings Four => TestTerritory.Settings with
    {
        Readers = TestTerritory.Settings.Readers.Add(
            Dan, TestTerritory.Settings.Readers[Ana] with
            {
                Id = Dan, CapMinutes = 200,
                Skills = TestTerritory.Settings.Readers[Ana].Skills.SetItem(Specialty.Neuro, 3)
                    .SetItem(Specialty.Thorax, 3).SetItem(Specialty.AbdomenPelvis, 3)
                    .SetItem(Specialty.General, 3),
            }),
    };

    /// <summary>Dan has a vital whole-body case in hand, Ana and Ben are free.</summary>
    private static (Story Story, CaseId Case) Begun(TerritorySettings? settings = null)
    {
        var story = new Story(settings ?? Alone(Four)).Present(Dan);
        var id = story.Arrives(Urgency.Vital);
        story.Accepts(id).Present(Ana, Ben);
        return (story, id);
    }

    private static (Story Story, CaseId Case, CaseId[] Parts) Shared(params PartPlan[] plans)
    {
        var (story, id) = Begun();
        story.Tell(id, new SplitCase(Dan, [.. plans]));
        return (story, id, [.. story.Of(id).Parts.Select(part => part.Id)]);
    }

    [Fact]
    public void Two_parts_go_to_two_readers_and_none_to_the_lead()
    {
        // Both would suit Ben best: one goes to Ana all the same.
        var (story, _, parts) = Shared(Chest, Belly);
        Assert.Equal([Ana, Ben], parts.Select(id => story.Of(id).Reader!.Value).Order());
    }

    [Fact]
    public void One_reader_never_has_two_parts_at_once()
    {
        var (story, _, parts) = Shared(Head, Chest, Belly);
        Assert.Single(parts, id => story.Of(id).Status == CaseStatus.ToRead);
        var waiting = parts.Single(id => story.Of(id).Status == CaseStatus.ToRead);
        var first = parts.First(id => story.Of(id).Reader == Ben);
        story.Accepts(first).Signs(first);
        Assert.Equal(Ben, story.Of(waiting).Reader);
    }

    [Fact]
    public void Nobody_but_the_lead_is_there_and_that_is_an_alarm_at_once()
    {
        var story = new Story(Alone(Four)).Present(Dan);
        var id = story.Arrives(Urgency.Vital, Specialty.General);
        story.Accepts(id).Tell(id, new SplitCase(Dan, [Head]));
        Assert.True(story.Of(story.Of(id).Parts[0].Id).NoReader);
    }

    [Fact]
    public void Parts_are_read_and_one_report_is_signed()
    {
        var (story, id, parts) = Shared(Head, Chest);
        foreach (var part in parts)
            story.Accepts(part).Signs(part);
        story.Signs(id);
        Assert.Equal(CaseStatus.Signed, story.Of(id).Status);
        Assert.Equal(["Lu.", "Lu."], story.Of(id).Parts.Select(part => part.Text));
        Assert.Single(story.All<ReportSigned>());
        Assert.Empty(story.Dispatcher.Cases);
        Assert.All([Ana, Ben, Dan], reader => Assert.Empty(story.Of(reader).InHand));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_part_survives_a_case_that_is_cancelled_or_leaves(bool leaves)
    {
        var (story, id) = Begun(Four);
        story.Tell(id, new SplitCase(Dan, [Head, Chest]));
        CaseId[] parts = [.. story.Of(id).Parts.Select(part => part.Id)];
        story.Accepts(parts[0]);
        var reader = story.Of(parts[0]).Reader!.Value;
        story.Tell(id, leaves
            ? new SendOut(Provider, "essai", ACase.Proof(), Firm: true, Accepted: true)
            : new CancelCase("wrong-patient"));
        Assert.All(parts, part => Assert.Equal(CaseStatus.Cancelled, story.Of(part).Status));
        Assert.Empty(story.Of(reader).InHand);
        Assert.Empty(story.Of(id).OpenParts);
    }

    [Fact]
    public void Lead_who_gives_the_case_back_leaves_the_parts_to_the_next_lead()
    {
        var (story, id, parts) = Shared(Head, Chest);
        story.Accepts(parts[0]).Tell(id, new ReleaseCase(Dan, "urgence sur place"));
        Assert.Equal((null, CaseStatus.Accepted), (story.Of(id).Reader, story.Of(parts[0]).Status));
        story.Signs(parts[0]);
        Assert.Equal(PartStatus.Read, story.Of(id).Parts[0].Status);
    }

    [Fact]
    public void Lead_who_drops_out_loses_the_case_and_not_the_parts()
    {
        var (story, id, parts) = Shared(Head, Chest);
        story.Accepts(parts[0]).Accepts(parts[1]);
        story.Tell(Dan, new SetPresence(Presence.Away));
        Assert.All(parts, part => Assert.Equal(CaseStatus.Accepted, story.Of(part).Status));
        story.Tell(id, new ReassignCase(Ana, "radiologue absent"));
        Assert.Equal(Ana, story.Of(id).Reader);
    }

    [Fact]
    public void Reader_of_a_part_who_gives_it_back_is_replaced()
    {
        var (story, _, parts) = Shared(Head);
        var reader = story.Of(parts[0]).Reader!.Value;
        story.Accepts(parts[0]).Tell(parts[0], new ReleaseCase(reader, "technical-problem"));
        Assert.NotEqual(reader, story.Of(parts[0]).Reader);
        Assert.NotEqual(Dan, story.Of(parts[0]).Reader);
    }

    [Fact]
    public void Another_urgency_is_that_of_the_parts_too_with_one_target()
    {
        var (story, id, parts) = Shared(Head, Chest);
        story.Tell(id, new ClassifyCase(Urgency.Urgent, null, null, "clinical-change"));
        Assert.All(parts, part => Assert.Equal(
            (Urgency.Urgent, story.Of(id).Target),
            (story.Of(part).Classification!.Urgency, story.Of(part).Target)));
    }

    [Fact]
    public void Late_images_are_counted_in_the_parts()
    {
        var (story, id, parts) = Shared(Head, Chest);
        var study = story.Of(id).Study!.Value;
        story.Tell(id, new ImagesStored(study, null, 140, false));
        Assert.All(parts, part => Assert.Equal(140, story.Of(part).Images));
    }

    [Fact]
    public void Who_has_read_a_part_is_not_bound_to_the_patient_for_the_next_exam()
    {
        var (story, id, parts) = Shared(Chest);
        story.Accepts(parts[0]).Signs(parts[0]);
        Assert.Equal([Dan], story.Dispatcher.PatientReaders.Values.Distinct());
        Assert.NotNull(story.Of(id).Patient);
    }
}
