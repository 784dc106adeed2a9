namespace PIMM.Dispatch.Simulation.Territories;

/// <summary>
/// The clock of a simulation: it stands still until it is moved, and has no timers, because whoever moves it
/// also steps what waits. The wall clock can be set wrong; the monotonic one can't.
/// </summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan elapsed;

    /// <summary>True time.</summary>
    public DateTimeOffset Now => start + elapsed;

    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan WallError { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>What the wall clock says.</summary>
    public override DateTimeOffset GetUtcNow() => Now + WallError;

    public override long GetTimestamp() => elapsed.Ticks;

    /// <summary>Moves to an instant of true time; one that has passed changes nothing.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > Now)
            elapsed = instant - start;
    }

    /// <exception cref="NotSupportedException">Always: simulated time passes only by <see
    /// cref="MoveTo"/>.</exception>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("whoever moves simulated time also steps the territory");
}
