using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>
/// The territory's own French name of an exam, for the wall and for notices: what a person or a sender typed
/// may hold anything, and never gets there.
/// </summary>
public static class ExamLabel
{
    public static string Of(CaseState state, TerritorySettings settings) =>
        state.Part is { } part ? $"{part.Label} (partie {part.Number})" : OfWhole(state, settings);

    private static string OfWhole(CaseState state, TerritorySettings settings)
    {
        var exam = state.Exam!;
        if (state.Origin == CaseOrigin.Images)
            return exam.Description;
        var rule = ExamMapping.RuleFor(settings, exam.Modality, exam.Description, null);
        return rule.Region == state.Classification!.Region
            ? rule.Label
            : For(settings, exam.Modality, state.Classification.Region);
    }

    /// <summary>The name of an exam of that region.</summary>
    public static string For(TerritorySettings settings, string modality, AnatomicalRegion region) =>
        ExamMapping.RuleFor(settings, modality, WordsOf(region), null).Label;

    /// <summary>
    /// What Body Part Examined says for a region (PS3.16, annex L), as the territories' rules know it.
    /// </summary>
    private static string WordsOf(AnatomicalRegion region) => region switch
    {
        AnatomicalRegion.Head => "HEAD",
        AnatomicalRegion.Neck => "NECK",
        AnatomicalRegion.Spine => "SPINE",
        AnatomicalRegion.Chest => "CHEST",
        AnatomicalRegion.AbdomenPelvis => "ABDOMEN PELVIS",
        AnatomicalRegion.ChestAbdomenPelvis => "CHEST ABDOMEN PELVIS",
        AnatomicalRegion.Limbs => "EXTREMITY",
        AnatomicalRegion.Vessels => "ANGIO",
        AnatomicalRegion.WholeBody => "WHOLE BODY",
        _ => "",
    };
}
