using Microsoft.Extensions.DependencyInjection;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Tests.Rig;
using PIMM.Dispatch.TestKit;
using Microsoft.Extensions.Logging;

namespace PIMM.Dispatch.Host.Tests.Hubs;

/// <summary>
/// A client that takes nothing is cut in time, costs nothing meanwhile, and gets everything at once when it
/// is only slow.
/// </summary>
public sealed class ScreenFeedTests
{
    [Fact]
    public async Task A_client_that_takes_nothing_is_cut()
    {
        await using var rig = await NodeRig.StartAsync();
        var client = new SlowClient();
        await using var feed = Feed(rig, client, out var cut);
        var joined = await feed.JoinAsync(rig.Territory(), ViewKind.Reader, Caller(rig), null);
        Assert.False(joined.Resumed);
        client.Stall();
        await rig.ImagesArriveAsync("1.2.600");
        await client.Stalled.WaitAsync(NodeRig.Patience);

        rig.Clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(cut.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(0.2));

        await cut.WaitAsync(NodeRig.Patience);
        Assert.Contains("client.slow", rig.Log.NamesFrom(LogLevel.Information));
    }

    [Fact]
    public async Task What_a_slow_client_missed_comes_in_one_message()
    {
        await using var rig = await NodeRig.StartAsync();
        var client = new SlowClient();
        await using var feed = Feed(rig, client, out _);
        await feed.JoinAsync(rig.Territory(), ViewKind.Reader, Caller(rig), null);
        client.Stall();
        await rig.ImagesArriveAsync("1.2.601");
        await client.Stalled.WaitAsync(NodeRig.Patience);
        for (var study = 0; study < 30; study++)
            await rig.ImagesArriveAsync($"1.2.602.{study}");

        client.Resume();
        var last = await client.NextAsync(c => c.To == rig.Territory().Screen.Current.Sequence);

        Assert.Equal(2, client.ChangesCount);
        Assert.Equal(30, last.Cases.Count);
    }

    [Fact]
    public async Task A_session_that_ended_is_sent_nothing_more()
    {
        await using var rig = await NodeRig.StartAsync();
        var client = new SlowClient();
        await using var feed = Feed(rig, client, out var cut);
        var caller = Caller(rig);
        await feed.JoinAsync(rig.Territory(), ViewKind.Reader, caller, null);

        rig.Services.GetRequiredService<SessionStore>().End(caller.Session);
        await rig.ImagesArriveAsync("1.2.603");

        await cut.WaitAsync(NodeRig.Patience);
        Assert.Equal(0, client.ChangesCount);
    }

    private static ScreenFeed Feed(NodeRig rig, IDispatchClient client, out Task cut)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cut = ended.Task;
        var setup = new FeedSetup(
            rig.Services.GetRequiredService<SessionStore>(),
                rig.Services.GetRequiredService<PimmOptions>().Push,
            rig.Clock, rig.Services.GetRequiredService<ILogger<ScreenFeed>>());
        return new ScreenFeed(setup, () => ended.TrySetResult(), client, Caller(rig));
    }

    /// <summary>Each call signs in anew; the feed looks at the session that it was opened with.</summary>
    private static Caller Caller(NodeRig rig)
    {
        var sessions = rig.Services.GetRequiredService<SessionStore>();
        var account = rig.Services.GetRequiredService<AccountDirectory>().Find("reader")!;
        return known.GetValue(rig, _ => sessions.Enter(sessions.Begin(account))!);
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<NodeRig, Caller> known = [];

    private sealed class SlowClient : IDispatchClient
    {
        private readonly System.Threading.Channels.Channel<ChangesDto> changes =
            System.Threading.Channels.Channel.CreateUnbounded<ChangesDto>();
        private readonly TaskCompletionSource stalled =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile TaskCompletionSource? gate;
        private int count;

        public Task Stalled => stalled.Task;

        public int ChangesCount => Volatile.Read(ref count);

        public void Stall() =>
            gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Resume()
        {
            var waiting = gate;
            gate = null;
            waiting?.SetResult();
        }

        public async Task<ChangesDto> NextAsync(Func<ChangesDto, bool> which)
        {
            using var patience = new CancellationTokenSource(NodeRig.Patience);
            await foreach (var one in changes.Reader.ReadAllAsync(patience.Token))
                if (which(one))
                    return one;
            throw new InvalidOperationException("no more changes");
        }

        public Task Snapshot(SnapshotDto snapshot) => Task.CompletedTask;

        public Task Changes(ChangesDto changes)
        {
            Interlocked.Increment(ref count);
            this.changes.Writer.TryWrite(changes);
            return TakenAsync();
        }

        public Task Notice(NoticeDto notice) => TakenAsync();

        public Task Beat(BeatDto beat) => TakenAsync();

        private Task TakenAsync()
        {
            if (gate is not { } waiting)
                return Task.CompletedTask;
            stalled.TrySetResult();
            return waiting.Task;
        }
    }
}
