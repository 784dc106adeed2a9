using System.Globalization;
using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Forecasts;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Host.Tests.Rig;
using PIMM.Dispatch.Simulation.Forecasts;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Host.Tests.Forecasts;

/// <summary>Questions of staffing are answered in turn, remembered, and forgotten in the end.</summary>
public sealed class StaffingRoomTests : IAsyncLifetime, IDisposable
{
    private static readonly TerritorySettings Hainaut =
        Repository.Territories.Single(one => one.Id.Value == NodeRig.Hainaut);

    private readonly RecordingLogger log = new();
    private readonly StaffingRoom room;

    public StaffingRoomTests() => room = new StaffingRoom(new VirtualClock(), new Logger(log));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => room.StopAsync(CancellationToken.None);

    public void Dispose() => room.Dispose();

    [Fact]
    public async Task An_answer_is_found_once_and_remembered()
    {
        Assert.False(room.Ask(Quiet("a")).Known);
        await AnsweredAsync();

        var (known, staffing) = room.Ask(Quiet("a"));
        Assert.True(known);
        Assert.Same(staffing, room.Ask(Quiet("a")).Staffing);
        Assert.Equal(1, staffing!.Needed(SlotStaffing.HighGoal));
    }

    [Fact]
    public async Task A_question_that_fails_is_logged_and_not_tried_again()
    {
        room.Ask(Broken("b"));
        await AnsweredAsync();

        Assert.Equal((true, null), room.Ask(Broken("b")));
        Assert.Equal(["staffing.failed"], log.NamesFrom(LogLevel.Error));
    }

    [Fact]
    public async Task The_oldest_answers_make_room()
    {
        for (var number = 0; number <= StaffingRoom.AnswersMax; number++)
        {
            room.Ask(Broken(number.ToString(CultureInfo.InvariantCulture)));
            await AnsweredAsync();
        }

        Assert.False(room.Ask(Broken("0")).Known);
        Assert.True(room.Ask(Broken("1")).Known || room.Ask(Broken("2")).Known);
    }

    [Fact]
    public async Task A_node_that_stops_leaves_its_questions()
    {
        room.Ask(Quiet("a") with { Planned = 50 });
        await room.StopAsync(CancellationToken.None).WaitAsync(NodeRig.Patience);

        Assert.True(room.Working.IsCompletedSuccessfully);
        Assert.False(room.Ask(Quiet("z")).Known);
        Assert.True(room.Working.IsCompletedSuccessfully);
    }

    private Task AnsweredAsync() => room.Working.WaitAsync(NodeRig.Patience);

    private static StaffingQuestion Quiet(string key) => new(key, Hainaut, DemandOf([1]), 1);

    /// <summary>An evening without a shape can't be drawn.</summary>
    private static StaffingQuestion Broken(string key) => new(key, Hainaut, DemandOf([]), 1);

    private static SlotDemand DemandOf(double[] shape)
    {
        var from = VirtualClock.Evening;
        return new SlotDemand(from, from.AddHours(1), [.. Hainaut.Establishments.Keys], 0, 0, [.. shape]);
    }

    private sealed class Logger(RecordingLogger log) : ILogger<StaffingRoom>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Log(logLevel, eventId, state, exception, formatter);
    }
}
