namespace PIMM.Dispatch.Host.Texts;

/// <summary>Why a night can't be rehearsed, in French.</summary>
public static class RehearsalTexts
{
    public const string NoCases = "Aucun dossier signé dont les images sont de cette nuit.";

    public const string NoReaders =
        "Il ne resterait personne pour lire : gardez au moins un radiologue présent cette nuit-là.";

    public const string JournalUnreadable =
        "Le journal ne peut pas être lu ; l’erreur a été enregistrée.";

    public const string Broken = "Erreur interne ; elle a été enregistrée.";
}
