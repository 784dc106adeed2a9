using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// A kind of emergency examination: how often, how long it takes to read, how often it is vital. Shares and
/// minutes are those of the dispatch policy's simulated world; they are assumptions around published means.
/// </summary>
/// <param name="Description">As a hospital writes it; the territory's own mapping says what it means.</param>
/// <param name="Share">Per hundred emergencies.</param>
/// <param name="ScheduledShare">Per hundred scheduled examinations: no strokes, much follow-up.</param>
/// <param name="MeanMinutes">Pure reading time of a reader who knows it well.</param>
/// <param name="VitalShare">Of this kind.</param>
public sealed record ExamKind(
    string Name, string Description, double Share, double ScheduledShare, double MeanMinutes,
    double VitalShare, bool Child = false)
{
    /// <summary>The kind that has a pathway of its own.</summary>
    public const string Stroke = "stroke";

    public static readonly IReadOnlyList<ExamKind> All =
    [
        new("head", "Scanner cérébral", 27, 15, 9, 0),
        new(Stroke, "Scanner AVC", 11, 0, 11, 0.75),
        new("chest", "Scanner thorax", 14, 15, 12, 0.02),
        new("abdomen-pelvis", "Scanner abdomen pelvis", 22, 20, 15, 0.02),
        new("chest-abdomen-pelvis", "Scanner thorax abdomen pelvis", 8, 35, 19, 0.03),
        new("spine", "Scanner rachis lombaire", 7, 15, 11, 0),
        new("aorta", "Angioscanner aorte", 3, 0, 15, 0.6),
        new("polytrauma", "Bodyscan polytraumatisé", 2, 0, 26, 1),
        new("child", "Scanner cérébral", 6, 0, 12, 0.02, Child: true),
    ];

    /// <summary>Of reading times around their mean.</summary>
    public const double Variation = 0.45;
}
