using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>What goes out: never a patient's name, for it may light up on a locked telephone.</summary>
/// <param name="Id">The same however often it is tried, so that who gets it twice can tell:
/// <c>territory/notice/contact/step</c>.</param>
/// <param name="Notice">The notice's id; null for a test.</param>
/// <param name="Kind">The notice's kind, <c>test</c> for a test.</param>
/// <param name="Urgency">A wire word; null when there is none.</param>
/// <param name="CaseId">The case to open, if the notice speaks of one.</param>
/// <param name="Text">French, for people.</param>
public sealed record AlertMessage(
    string Id, string Territory, string? Notice, string Kind, string? Urgency, string? CaseId,
    DateTimeOffset At, string Text);

/// <summary>A way out of the node. Ends within the time that the options give, and throws nothing but
/// cancellation.</summary>
public interface IAlertOutlet
{
    Task<TryResult> SendAsync(Contact contact, AlertMessage message, CancellationToken cancellation);
}
