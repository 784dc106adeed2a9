using System.Globalization;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Health;

/// <summary>How the node does, part by part.</summary>
public sealed record ReadinessDto(bool Ready, IReadOnlyList<ReadinessPartDto> Parts);

/// <param name="Name"><c>journal</c>, <c>territories</c>, <c>inbox</c>, <c>screens</c>, <c>dicom</c>,
/// <c>clock</c>,
/// <c>accounts</c>, <c>alerts</c>.</param>
/// <param name="Text">What is wrong, or what there is; no patient, no secret.</param>
public sealed record ReadinessPartDto(string Name, bool Ready, string Text);

/// <summary>Looks at everything that the node needs in order to work.</summary>
public sealed class Readiness(
    TerritoryNode node, IntakeHealth intake, AccountDirectory accounts, PimmOptions options,
        TimeProvider clock)
{
    /// <summary>Beyond this, people look at a button that does nothing.</summary>
    private static readonly TimeSpan InboxAgeMax = TimeSpan.FromSeconds(5);

    /// <summary>Events that the screens may lie behind for a moment.</summary>
    private const int ScreenLagMax = 5_000;

    public ReadinessDto Look()
    {
        var parts = new[]
        {
            Journal(), Territories(), Inbox(), Screens(), Dicom(), Clock(), Accounts(), Alerts(),
        };
        return new ReadinessDto(Array.TrueForAll(parts, part => part.Ready), parts);
    }

    private ReadinessPartDto Journal()
    {
        var waiting = Ill(health => health.LastError is not null);
        return new ReadinessPartDto(
            "journal", node.Host is not null && waiting.Count == 0,
            waiting.Count == 0 ? "ok" : "no answer for " + string.Join(", ", waiting));
    }

    private ReadinessPartDto Territories()
    {
        if (node.Host is null)
            return new ReadinessPartDto("territories", false, "recovering");
        var ill = Ill(health => !health.IsHealthy);
        return new ReadinessPartDto(
            "territories", ill.Count == 0,
            ill.Count == 0 ? $"{Text(node.Host.Territories.Count)} running"
            : "not running: " + string.Join(", ", ill));
    }

    private ReadinessPartDto Inbox()
    {
        var health = node.Host?.Health ?? [];
        var oldest = health.Select(territory => territory.OldestWait).DefaultIfEmpty().Max();
        return new ReadinessPartDto(
            "inbox", oldest <= InboxAgeMax,
            $"{Text(health.Sum(territory => territory.MailboxLength))} waiting, the oldest for " +
            $"{Text(oldest.TotalSeconds)} s");
    }

    private ReadinessPartDto Screens()
    {
        var behind = node.Host?.Health
            .Where(
                health => node.Find(health.Territory)?.Screen.Current.Sequence + ScreenLagMax < health.Head)
            .Select(health => health.Territory.Value).ToList() ?? [];
        return new ReadinessPartDto(
            "screens", behind.Count == 0, behind.Count == 0
            ? "current" : "behind: " + string.Join(", ", behind));
    }

    private ReadinessPartDto Dicom() => !options.Node.Has("gateway")
        ? new ReadinessPartDto("dicom", true, "not on this node")
        : new ReadinessPartDto("dicom", intake.IsListening, intake.EndPoint?.ToString() ?? "not listening");

    private ReadinessPartDto Accounts() => new(
        "accounts", accounts.Problem is null,
        accounts.Problem is { } problem ? $"the file can't be read: {problem}" : "ok");

    /// <summary>The node dispatches without them, so they never make it unready; the text is for
    /// people.</summary>
    private ReadinessPartDto Alerts()
    {
        var failing =
            from territory in node.All
            from channel in territory.Ledger.Channels
            where channel.Value.FailingSince is not null
            orderby territory.Id, channel.Key
            select $"{territory.Id} {Words.Of(channel.Key)}";
        var text = string.Join(", ", failing);
        return new ReadinessPartDto("alerts", true, text.Length == 0 ? "ok" : "failing: " + text);
    }

    private ReadinessPartDto Clock()
    {
        var alarm = (clock as SteadyClock)?.Alarm ?? TimeSpan.Zero;
        return new ReadinessPartDto(
            "clock", alarm == TimeSpan.Zero,
            alarm == TimeSpan.Zero ? "steady" : $"the machine's clock is {Text(alarm.TotalSeconds)} s off");
    }

    private List<string> Ill(Func<Cluster.Territories.TerritoryHealth, bool> isIll) =>
        [.. (node.Host?.Health ?? []).Where(isIll).Select(health => health.Territory.Value)];

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
