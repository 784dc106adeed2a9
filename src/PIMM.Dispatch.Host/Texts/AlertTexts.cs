using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Texts;

/// <summary>The French words of alerts and of their ledger.</summary>
public static class AlertTexts
{
    public const string Test = "PIMM Dispatch : ceci est un essai, il vous est bien parvenu.";

    public static string Of(AlertChannel channel) => channel switch
    {
        AlertChannel.Push => "Notification",
        AlertChannel.Text => "SMS",
        AlertChannel.Voice => "Appel",
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    /// <summary>What the ledger says a line is about, for example <c>Dossier proposé – U1</c>.</summary>
    public static string About(Alert alert) => alert.Urgency is { } urgency
        ? $"{NoticeTexts.Of(alert.Kind)} – {CaseTexts.LetterOf(urgency)}"
        : NoticeTexts.Of(alert.Kind);
}
