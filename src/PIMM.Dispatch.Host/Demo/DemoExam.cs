using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>What the pictures of a study look like.</summary>
internal enum PhantomKind { Head, Chest, Abdomen, Limb }

/// <summary>A kind of exam that virtual hospitals send.</summary>
/// <param name="Priority">Requested Procedure Priority (0040,1003), which says the urgency.</param>
/// <param name="Specialty">To whom it belongs once mapped; chosen by it when somebody waits for a
/// case.</param>
/// <param name="Weight">How often it comes, beside the others of its list.</param>
internal sealed record DemoExam(
    string Modality, string BodyPart, string Description, Urgency Urgency, Specialty Specialty,
    PhantomKind Phantom,
    int Weight, string Indication, string Question)
{
    public string Priority => Urgency switch
    {
        Urgency.Vital => "STAT",
        Urgency.Urgent => "HIGH",
        Urgency.SemiUrgent => "MEDIUM",
        _ => "ROUTINE",
    };
}

/// <summary>
/// The exams of an evening: about a third of the emergencies are heads, one in eight is vital.
/// </summary>
internal static class DemoExams
{
    public static readonly IReadOnlyList<DemoExam> Emergencies =
    [
        new("CT", "HEAD", "Scanner cérébral AVC", Urgency.Vital, Specialty.Neuro, PhantomKind.Head, 7,
            "Déficit moteur de l'hémicorps droit, début il y a moins de deux heures",
            "AVC ischémique ou hémorragique ?"),
        new("CT", "CHEST", "Angioscanner de l'aorte", Urgency.Vital, Specialty.Vascular, PhantomKind.Chest, 3,
            "Douleur thoracique brutale irradiant dans le dos", "Dissection aortique ?"),
        new("CT", "WHOLEBODY", "Scanner corps entier polytraumatisé", Urgency.Vital, Specialty.Polytrauma,
            PhantomKind.Abdomen, 3, "Accident de la voie publique, cinétique élevée", "Bilan lésionnel"),
        new("CT", "HEAD", "Scanner cérébral", Urgency.Urgent, Specialty.Neuro, PhantomKind.Head, 31,
            "Traumatisme crânien sous anticoagulant", "Saignement intracrânien ?"),
        new("CT", "CHEST", "Angioscanner thoracique", Urgency.Urgent, Specialty.Thorax, PhantomKind.Chest, 13,
            "Dyspnée aiguë, D-dimères élevés", "Embolie pulmonaire ?"),
        new("CT", "ABDOMEN", "Scanner abdomino-pelvien", Urgency.Urgent, Specialty.AbdomenPelvis,
            PhantomKind.Abdomen, 22,
            "Douleur de la fosse iliaque droite, fièvre", "Appendicite ? complication ?"),
        new("CT", "ABDOMEN", "Scanner thoraco-abdomino-pelvien", Urgency.Urgent, Specialty.AbdomenPelvis,
            PhantomKind.Abdomen, 5, "Sepsis sans porte d'entrée", "Foyer infectieux profond ?"),
        new("CT", "SPINE", "Scanner du rachis lombaire", Urgency.Urgent, Specialty.Musculoskeletal,
            PhantomKind.Abdomen, 8,
            "Chute de sa hauteur, douleur lombaire", "Fracture ?"),
        new("CT", "KNEE", "Scanner du genou", Urgency.SemiUrgent, Specialty.Musculoskeletal,
            PhantomKind.Limb, 8,
            "Fracture du plateau tibial connue", "Bilan préopératoire"),
    ];

    public static readonly IReadOnlyList<DemoExam> Scheduled =
    [
        new("CT", "CHEST", "Scanner thoracique de contrôle", Urgency.Scheduled, Specialty.Thorax,
            PhantomKind.Chest, 8,
            "Surveillance d'un nodule", "Stabilité ?"),
        new("CT", "ABDOMEN", "Scanner thoraco-abdomino-pelvien", Urgency.Scheduled, Specialty.AbdomenPelvis,
            PhantomKind.Abdomen, 9, "Suivi oncologique", "Réponse au traitement ?"),
        new("MR", "HEAD", "IRM cérébrale", Urgency.Scheduled, Specialty.Neuro, PhantomKind.Head, 8,
            "Céphalées chroniques", "Lésion expansive ?"),
        new("MR", "LSPINE", "IRM du rachis lombaire", Urgency.Scheduled, Specialty.Musculoskeletal,
            PhantomKind.Abdomen, 5,
            "Lombosciatique gauche", "Hernie discale ?"),
        new("MR", "KNEE", "IRM du genou", Urgency.Scheduled, Specialty.Musculoskeletal, PhantomKind.Limb, 4,
            "Entorse, blocages", "Lésion méniscale ?"),
    ];

    /// <summary>Every exam, emergencies first.</summary>
    public static readonly IReadOnlyList<DemoExam> All = [.. Emergencies, .. Scheduled];
}
