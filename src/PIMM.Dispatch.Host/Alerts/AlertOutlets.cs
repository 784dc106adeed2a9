using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Alerts.WebPush;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>Which way out a channel takes.</summary>
public sealed class AlertOutlets(WebPushOutlet push, Webhook webhook)
{
    public Task<TryResult> SendAsync(
        Contact contact, AlertMessage message, CancellationToken cancellation)
    {
        IAlertOutlet outlet = contact.Channel == AlertChannel.Push ? push : webhook;
        return outlet.SendAsync(contact, message, cancellation);
    }

    /// <summary>Whether anything is set up behind a channel.</summary>
    public bool Has(AlertChannel channel) => channel == AlertChannel.Push || webhook.IsConfigured;
}
