using System.Threading.Channels;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>What every feed needs.</summary>
public sealed record FeedSetup(
    SessionStore Sessions, PushOptions Options, TimeProvider Clock, ILogger<ScreenFeed> Logger);

/// <summary>
/// What one connection is sent: changes, notices and beats of the view that it joined. There is no queue:
/// what waits for a slow client is only the number of the last batch that it got, and a client that takes
/// nothing for a while is cut and resumes by that number. Whether it may still see anything is asked before
/// each sending.
/// </summary>
public sealed partial class ScreenFeed : IAsyncDisposable
{
    private readonly FeedSetup setup;
    private readonly Action abort;
    private readonly IDispatchClient client;
    private readonly string sessionId;
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource closing = new();
    private readonly Task pumping;
    private JoinedView? joined;
    private DateTimeOffset beatAt = DateTimeOffset.MinValue;

    public ScreenFeed(FeedSetup setup, Action abort, IDispatchClient client, Caller caller)
    {
        (this.setup, this.abort, this.client) = (setup, abort, client);
        (sessionId, User) = (caller.Session.Id, caller.Account.User);
        pumping = Task.Run(PumpAsync);
    }

    public string User { get; }

    /// <summary>
    /// Leaves the view that was joined, if any, and joins another. What was missed, or the snapshot, has been
    /// sent when this completes.
    /// </summary>
    public async Task<JoinedDto> JoinAsync(
        ServedTerritory territory, ViewKind kind, Caller caller, long? after)
    {
        await sending.WaitAsync(closing.Token);
        try
        {
            joined?.Leave();
            var next = new JoinedView(territory, kind, Wake);
            var resumed = after is { } known && next.TryResume(known);
            if (after > territory.Screen.Current.Sequence)
                Ahead(setup.Logger, User, territory.Id.Value, after.Value);
            joined = next;
            if (resumed)
                await SendChangesAsync(next, caller);
            else
                await SendAsync(client.Snapshot(next.Snapshot(caller, setup.Clock.GetUtcNow())));
            await SendNoticesAsync(next, caller);
            return new JoinedDto(next.Sequence, resumed, setup.Clock.GetUtcNow());
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Something may have to be sent. Never waits.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await pumping;
        joined?.Leave();
        closing.Dispose();
        sending.Dispose();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                await wake.Reader.ReadAsync(closing.Token);
                await sending.WaitAsync(closing.Token);
                try
                {
                    await SendAllAsync();
                }
                finally
                {
                    sending.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (TimeoutException)
        {
            Slow(setup.Logger, User);
        }
        catch (Exception error)
        {
            Failed(setup.Logger, error, User);
        }
        abort();
    }

    private async Task SendAllAsync()
    {
        if (setup.Sessions.Look(sessionId) is not { } caller)
        {
            joined?.Leave();
            joined = null;
            abort();
            return;
        }
        if (joined is not { } view)
            return;
        await SendChangesAsync(view, caller);
        await SendNoticesAsync(view, caller);
        var now = setup.Clock.GetUtcNow();
        if (now - beatAt < setup.Options.BeatEvery)
            return;
        beatAt = now;
        await SendAsync(client.Beat(new BeatDto(view.Sequence, now)));
    }

    private async Task SendChangesAsync(JoinedView view, Caller caller)
    {
        if (view.TakeChanges(caller, setup.Clock.GetUtcNow(), out var changes))
        {
            if (changes is not null)
                await SendAsync(client.Changes(changes));
        }
        else
            await SendAsync(client.Snapshot(view.Snapshot(caller, setup.Clock.GetUtcNow())));
    }

    private async Task SendNoticesAsync(JoinedView view, Caller caller)
    {
        foreach (var notice in view.DueNotices(caller, setup.Clock.GetUtcNow(), setup.Options))
            await SendAsync(client.Notice(notice));
    }

    /// <summary>Completes when the connection has room again.</summary>
    private Task SendAsync(Task sent) => sent.WaitAsync(setup.Options.SendWithin, setup.Clock, closing.Token);

    [LoggerMessage(60, LogLevel.Information, "client.slow {User}: disconnected, resumes by sequence")]
    private static partial void Slow(ILogger logger, string user);

    [LoggerMessage(61, LogLevel.Error, "feed.failed {User}: disconnected, resumes by sequence")]
    private static partial void Failed(ILogger logger, Exception failure, string user);

    [LoggerMessage(62, LogLevel.Warning,
        "client.ahead {User} {Territory}: asks after {After}, which is not in the journal; gets a snapshot")]
    private static partial void Ahead(ILogger logger, string user, string territory, long after);
}
