using PIMM.Dispatch.Host.Hubs;

namespace PIMM.Dispatch.Host.Sessions;

/// <summary>
/// Who is really there: signed in, with a screen open or with something done a short while ago.
/// </summary>
public sealed class PeoplePresent(SessionStore sessions, ScreenFeeds feeds, TimeProvider clock)
{
    /// <summary>Somebody who closed the browser without signing out is gone after this.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(5);

    public bool Has(string user) =>
        sessions.LastSeen(user) is { } seen && (feeds.Has(user) || clock.GetUtcNow() - seen < Lately);
}
