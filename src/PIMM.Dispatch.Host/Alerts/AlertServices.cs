using PIMM.Dispatch.Host.Alerts.WebPush;

namespace PIMM.Dispatch.Host.Alerts;

/// <summary>Adds to a host what tells people outside the screens.</summary>
public static class AlertServices
{
    /// <summary>
    /// To be added after the hosted service that runs the territories' owners: the senders start after them
    /// and stop before them.
    /// </summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<ContactDirectory>()
        .AddSingleton<Vapid>()
        .AddSingleton<PushAddress>()
        .AddSingleton<WebPushOutlet>()
        .AddSingleton<Webhook>()
        .AddSingleton<AlertOutlets>()
        .AddSingleton<ContactDesk>()
        .AddSingleton<SenderSetup>()
        .AddHostedService<AlertSenders>();
}
