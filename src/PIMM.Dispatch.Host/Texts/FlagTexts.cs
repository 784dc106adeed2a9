using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>The French names of what systems outside say, from the territory's settings.</summary>
public static class FlagTexts
{
    /// <summary>The name that the latest weights give it; the code itself when none knows it.</summary>
    public static string LabelOf(FlagCode code, TerritorySettings settings) =>
        settings.Weights.Steps.Reverse()
            .Select(step => step.Value.Flags.GetValueOrDefault(code)?.Label)
            .FirstOrDefault(label => label is not null) ?? code.Value;

    /// <summary>For example <c>Embolie pulmonaire (Analyse d’images)</c>.</summary>
    public static string Of(FlagCode code, string source, TerritorySettings settings) =>
        $"{LabelOf(code, settings)} ({source})";
}
