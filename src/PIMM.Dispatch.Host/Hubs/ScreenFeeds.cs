using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Sessions;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>
/// The feeds of all connections of this node, and the pulse that drives their beats and repeats.
/// </summary>
public sealed class ScreenFeeds : IDisposable
{
    private readonly ConcurrentDictionary<string, ScreenFeed> feeds = new(StringComparer.Ordinal);
    private readonly Lock opening = new();
    private readonly IHubContext<DispatchHub, IDispatchClient> hub;
    private readonly FeedSetup setup;
    private readonly ITimer pulse;

    public ScreenFeeds(
        IHubContext<DispatchHub, IDispatchClient> hub, SessionStore sessions, PimmOptions options,
        TimeProvider clock,
        ILogger<ScreenFeed> logger)
    {
        this.hub = hub;
        setup = new FeedSetup(sessions, options.Push, clock, logger);
        pulse = clock.CreateTimer(_ => Pulse(), null, options.Push.BeatEvery, options.Push.BeatEvery);
    }

    /// <summary>Whether an account has a screen open.</summary>
    public bool Has(string user) => feeds.Values.Any(feed => feed.User == user);

    /// <summary>How many connections are open.</summary>
    public int Count => feeds.Count;

    /// <summary>Opens the feed of a connection; false when its account has too many.</summary>
    public bool TryOpen(HubCallerContext connection, Caller caller)
    {
        lock (opening)
        {
            var open = feeds.Values.Count(feed => feed.User == caller.Account.User);
            if (open >= setup.Options.ConnectionsPerAccountMax)
                return false;
            var client = hub.Clients.Client(connection.ConnectionId);
            return feeds.TryAdd(
                connection.ConnectionId, new ScreenFeed(setup, connection.Abort, client, caller));
        }
    }

    /// <exception cref="HubException">The connection has no feed any more.</exception>
    public ScreenFeed Of(string connectionId) =>
        feeds.TryGetValue(connectionId, out var feed) ? feed : throw new HubException("closed");

    public async Task CloseAsync(string connectionId)
    {
        if (feeds.TryRemove(connectionId, out var feed))
            await feed.DisposeAsync();
    }

    public void Dispose() => pulse.Dispose();

    private void Pulse()
    {
        foreach (var feed in feeds.Values)
            feed.Wake();
    }
}
