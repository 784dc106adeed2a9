using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// Report texts of the virtual readers: plausible in form, and marked as fictitious in their first line.
/// </summary>
internal static class DemoReports
{
    private const string Mark = "COMPTE RENDU FICTIF – DÉMONSTRATION";

    private static readonly (string Findings, string Conclusion)[] Head =
    [
        ("Pas de saignement intra ou extra-axial. Système ventriculaire de taille normale. "
                + "Structures médianes en place.",
            "Pas de lésion traumatique ou ischémique visible."),
        ("Hypodensité cortico-sous-corticale débutante du territoire sylvien superficiel gauche. "
                + "Pas d'hémorragie.",
            "Aspect d'accident ischémique récent, sans transformation hémorragique."),
        ("Hématome sous-dural aigu de faible épaisseur, sans effet de masse notable.",
            "Hématome sous-dural aigu de faible épaisseur. Contrôle à prévoir."),
    ];

    private static readonly (string Findings, string Conclusion)[] Chest =
    [
        ("Bonne opacification des artères pulmonaires jusqu'aux branches sous-segmentaires, sans lacune.",
            "Pas d'embolie pulmonaire."),
        ("Lacunes endoluminales segmentaires du lobe inférieur droit. Cavités droites non dilatées.",
            "Embolie pulmonaire segmentaire, sans signe de retentissement cardiaque droit."),
        ("Aorte de calibre régulier, sans faux chenal. Pas d'épanchement.",
            "Pas d'anomalie aortique aiguë."),
    ];

    private static readonly (string Findings, string Conclusion)[] Abdomen =
    [
        ("Foie, rate, pancréas et reins sans particularité. Pas d'épanchement, pas de pneumopéritoine.",
            "Pas d'anomalie abdomino-pelvienne aiguë."),
        ("Appendice épaissi à 11 mm avec infiltration de la graisse péri-appendiculaire. Pas de collection.",
            "Appendicite aiguë non compliquée."),
        ("Dilatation modérée des cavités rénales gauches en amont d'un calcul du bas uretère.",
            "Colique néphrétique gauche sur calcul du bas uretère."),
    ];

    private static readonly (string Findings, string Conclusion)[] Bones =
    [
        ("Alignement conservé. Pas de trait de fracture visible.", "Pas de lésion osseuse traumatique."),
        ("Tassement du plateau supérieur sans recul du mur postérieur.", "Fracture-tassement stable."),
    ];

    public static string Of(CaseState examined, DemoChance chance)
    {
        var (findings, conclusion) = chance.For("report").OneOf(examined.Classification!.Region switch
        {
            AnatomicalRegion.Head => Head,
            AnatomicalRegion.Chest or AnatomicalRegion.Vessels => Chest,
            AnatomicalRegion.AbdomenPelvis or AnatomicalRegion.ChestAbdomenPelvis
            or AnatomicalRegion.WholeBody => Abdomen,
            _ => Bones,
        });
        return $"""
            {Mark}

            {examined.Exam!.Description}

            Indication : {examined.Clinical?.Indication ?? "non communiquée"}.

            Résultats : {findings}

            Conclusion : {conclusion}
            """;
    }

    /// <summary>A preliminary text: the findings are there, the conclusion is still to come.</summary>
    public static string PreliminaryOf(CaseState examined, DemoChance chance)
    {
        var text = Of(examined, chance);
        return text[..text.IndexOf("Conclusion", StringComparison.Ordinal)]
            + "Conclusion : en attente de relecture.";
    }

    public static string CriticalOf(CaseState examined) =>
        $"Résultat critique fictif (démonstration) : {examined.Exam!.Description}, "
        + "appel du demandeur en cours.";
}
