using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using Xunit;

namespace PIMM.Dispatch.Cluster.Tests.Configuration;

/// <summary>What scanners write, in French and English, and what the territory understands by it.</summary>
public sealed class ExamRulesTests
{
    private const int Adult = 54;

    private static readonly TerritorySettings s_hainaut =
        TerritoryFiles.Load(RepositoryFiles.Territories)
            .Single(territory => territory.Id.Value == "hainaut-cambresis");

    [Theory]
    [InlineData(
        "CT", "HEAD CT, HEAD/BRAIN WO CONTRAST Routine Brain", Specialty.Neuro, AnatomicalRegion.Head, 9)]
    [InlineData("CT", "SCANNER CEREBRAL sans injection", Specialty.Neuro, AnatomicalRegion.Head, 9)]
    [InlineData("CT", "TDM crâne encéphale", Specialty.Neuro, AnatomicalRegion.Head, 9)]
    [InlineData("CT", "Code AVC : crâne + TSA + perfusion", Specialty.Neuro, AnatomicalRegion.Head, 11)]
    [InlineData("CT", "HEAD ACUTE STROKE", Specialty.Neuro, AnatomicalRegion.Head, 11)]
    [InlineData("CT", "Sinus de la face", Specialty.Neuro, AnatomicalRegion.Head, 9)]
    [InlineData("CT", "CHEST CT THORAX", Specialty.Thorax, AnatomicalRegion.Chest, 12)]
    [InlineData(
        "CT", "Angioscanner thoracique, suspicion d'embolie", Specialty.Thorax, AnatomicalRegion.Chest, 12)]
    [InlineData("CT", "SmartScore - Gated 0.5 sec", Specialty.Thorax, AnatomicalRegion.Chest, 12)]
    [InlineData(
        "CT", "ABDOMEN CT ABDOMEN 1.0 AX", Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 15)]
    [InlineData(
        "CT", "abdo-pelvien temps artériel", Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 15)]
    [InlineData("CT", "Colique néphrétique", Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 15)]
    [InlineData("CT", "TAP injecté", Specialty.AbdomenPelvis, AnatomicalRegion.ChestAbdomenPelvis, 19)]
    [InlineData(
        "CT", "Thoraco-abdomino-pelvien", Specialty.AbdomenPelvis, AnatomicalRegion.ChestAbdomenPelvis, 19)]
    [InlineData("CT", "Rachis lombaire", Specialty.Musculoskeletal, AnatomicalRegion.Spine, 11)]
    [InlineData("CT", "CSPINE C Spine", Specialty.Musculoskeletal, AnatomicalRegion.Spine, 11)]
    [InlineData("CT", "Colonne cervicale", Specialty.Musculoskeletal, AnatomicalRegion.Spine, 11)]
    [InlineData("CT", "Angioscanner aorte, dissection ?", Specialty.Vascular, AnatomicalRegion.Vessels, 15)]
    [InlineData(
        "CT", "Angio-scanner des membres inférieurs", Specialty.Vascular, AnatomicalRegion.Vessels, 15)]
    [InlineData("CT", "TSA", Specialty.Vascular, AnatomicalRegion.Vessels, 15)]
    [InlineData("CT", "Polytraumatisé corps entier", Specialty.Polytrauma, AnatomicalRegion.WholeBody, 26)]
    [InlineData("CT", "Body-scan", Specialty.Polytrauma, AnatomicalRegion.WholeBody, 26)]
    [InlineData("CT", "KNEE Genou droit", Specialty.Musculoskeletal, AnatomicalRegion.Limbs, 11)]
    [InlineData("CT", "Coude", Specialty.Musculoskeletal, AnatomicalRegion.Limbs, 11)]
    [InlineData("CT", "Scout", Specialty.General, AnatomicalRegion.Other, 15)]
    [InlineData("CT", "Coupes fines", Specialty.General, AnatomicalRegion.Other, 15)]
    [InlineData("CT", "", Specialty.General, AnatomicalRegion.Other, 15)]
    [InlineData("MR", "Brain T/S/C RF FAST PILOT", Specialty.Neuro, AnatomicalRegion.Head, 9)]
    [InlineData("MR", "Brain-MRA ANGIO Projected from C", Specialty.Vascular, AnatomicalRegion.Vessels, 15)]
    [InlineData("MR", "Carotids FAST LOCALIZER", Specialty.Vascular, AnatomicalRegion.Vessels, 15)]
    [InlineData("MR", "Cholangio-IRM", Specialty.AbdomenPelvis, AnatomicalRegion.AbdomenPelvis, 15)]
    [InlineData("MR", "IRM rachis entier, compression médullaire", Specialty.Musculoskeletal,
        AnatomicalRegion.Spine, 11)]
    [InlineData("CR", "CHEST Chest PA PA", Specialty.Thorax, AnatomicalRegion.Chest, 4)]
    [InlineData("CR", "CSPINE XR C Spine Comp Min 4 Views Cervical LAT", Specialty.Musculoskeletal,
        AnatomicalRegion.Spine, 4)]
    [InlineData("DX", "Bassin face", Specialty.Musculoskeletal, AnatomicalRegion.Limbs, 4)]
    [InlineData("US", "Abdomen", Specialty.General, AnatomicalRegion.Other, 12)]
    [InlineData("OT", "", Specialty.General, AnatomicalRegion.Other, 15)]
    public void An_exam_of_an_adult_is_understood(
        string modality, string text, Specialty specialty, AnatomicalRegion region, int minutes)
    {
        var rule = ExamMapping.RuleFor(s_hainaut, modality, text, Adult);
        Assert.Equal((specialty, region, minutes), (rule.Specialty, rule.Region, rule.ExpectedMinutes));
    }

    [Theory]
    [InlineData(0, Specialty.Paediatric)]
    [InlineData(15, Specialty.Paediatric)]
    [InlineData(16, Specialty.Neuro)]
    [InlineData(null, Specialty.Neuro)]
    public void Under_sixteen_an_exam_is_paediatric_and_keeps_its_region(int? age, Specialty specialty)
    {
        var rule = ExamMapping.RuleFor(s_hainaut, "CT", "Scanner cérébral", age);
        Assert.Equal((specialty, AnatomicalRegion.Head), (rule.Specialty, rule.Region));
    }

    [Fact]
    public void A_child_with_many_injuries_goes_to_those_who_read_trauma() => Assert.Equal(
        Specialty.Polytrauma, ExamMapping.RuleFor(s_hainaut, "CT", "polytrauma", 9).Specialty);
}
