using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>The French words for what a case is; total, so that a new value can't be forgotten.</summary>
public static class CaseTexts
{
    public static string LetterOf(Urgency urgency) => urgency switch
    {
        Urgency.Vital => "U1",
        Urgency.Urgent => "U2",
        Urgency.SemiUrgent => "U3",
        Urgency.Scheduled => "P",
        _ => throw new ArgumentOutOfRangeException(nameof(urgency)),
    };

    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Vital => "Urgence vitale",
        Urgency.Urgent => "Urgence",
        Urgency.SemiUrgent => "Non différable",
        Urgency.Scheduled => "Programmé",
        _ => throw new ArgumentOutOfRangeException(nameof(urgency)),
    };

    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.Requested => "Demande reçue",
        CaseStatus.ToProtocol => "Protocole à valider",
        CaseStatus.Protocolled => "Protocole transmis",
        CaseStatus.Acquiring => "Examen en cours",
        CaseStatus.ImagesArriving => "Images reçues",
        CaseStatus.ToRead => "À interpréter",
        CaseStatus.Offered => "Proposé",
        CaseStatus.Accepted => "Pris en charge",
        CaseStatus.OnHold => "En attente",
        CaseStatus.Preliminary => "CR provisoire",
        CaseStatus.Signed => "CR validé",
        CaseStatus.Acknowledged => "Lu",
        CaseStatus.Externalised => "Confié à l’externe",
        CaseStatus.Cancelled => "Annulé",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    public static string Of(Specialty specialty) => specialty switch
    {
        Specialty.Neuro => "Neuroradiologie",
        Specialty.Thorax => "Thorax",
        Specialty.AbdomenPelvis => "Abdomen et pelvis",
        Specialty.Musculoskeletal => "Ostéo-articulaire",
        Specialty.Vascular => "Vasculaire",
        Specialty.Paediatric => "Pédiatrie",
        Specialty.Polytrauma => "Polytraumatisme",
        Specialty.General => "Radiologie générale",
        _ => throw new ArgumentOutOfRangeException(nameof(specialty)),
    };

    public static string Of(AnatomicalRegion region) => region switch
    {
        AnatomicalRegion.Head => "Tête",
        AnatomicalRegion.Neck => "Cou",
        AnatomicalRegion.Spine => "Rachis",
        AnatomicalRegion.Chest => "Thorax",
        AnatomicalRegion.AbdomenPelvis => "Abdomen et pelvis",
        AnatomicalRegion.ChestAbdomenPelvis => "Thorax, abdomen et pelvis",
        AnatomicalRegion.Limbs => "Membres",
        AnatomicalRegion.Vessels => "Vaisseaux",
        AnatomicalRegion.WholeBody => "Corps entier",
        AnatomicalRegion.Other => "Autre",
        _ => throw new ArgumentOutOfRangeException(nameof(region)),
    };

    public static string Of(Presence presence) => presence switch
    {
        Presence.Available => "Disponible",
        Presence.Reading => "En interprétation",
        Presence.Busy => "Occupé sur place",
        Presence.Break => "Pause",
        Presence.Away => "Absent",
        _ => throw new ArgumentOutOfRangeException(nameof(presence)),
    };

    public static string Of(DutyLine line) => line switch
    {
        DutyLine.OnSite => "Garde",
        DutyLine.OnCall => "Astreinte",
        DutyLine.Session => "Vacation",
        DutyLine.DeepNight => "Nuit profonde",
        _ => throw new ArgumentOutOfRangeException(nameof(line)),
    };
}
