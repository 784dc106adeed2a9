namespace PIMM.Dispatch.TestKit;

/// <summary>
/// Time that moves only when told: <see cref="Advance"/> fires timers one by one in due order, on the calling
/// thread, each at its own instant. The wall clock can be set apart from the monotonic one.
/// </summary>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    /// <summary>A Wednesday evening in winter: an on-call hour, far from any change of summer time.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 1, 14, 19, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private readonly SortedSet<VirtualTimer> timers = new(VirtualTimer.DueOrder);
    private TimeSpan elapsed;
    private TimeSpan wallError;
    private long timerCount;

    public VirtualClock() : this(Evening) { }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that are armed.</summary>
    public int TimerCount
    {
        get { lock (gate) return timers.Count; }
    }

    /// <summary>What the wall clock says: the time that passed, plus what it was set wrong by.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return start + elapsed + wallError;
    }

    /// <summary>The monotonic clock: never touched by <see cref="SetWall"/>.</summary>
    public override long GetTimestamp()
    {
        lock (gate)
            return elapsed.Ticks;
    }

    /// <summary>
    /// Sets the wall clock wrong by an amount, as an administrator or a bad time server would.
    /// </summary>
    public void SetWall(TimeSpan error)
    {
        lock (gate)
            wallError = error;
    }

    /// <summary>
    /// Lets time pass, firing what falls due on the way, what timers arm on the way included.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan end;
        lock (gate)
            end = elapsed + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (gate)
            elapsed = end;
    }

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state, Interlocked.Increment(ref timerCount));
        timer.Change(dueTime, period);
        return timer;
    }

    private VirtualTimer? TakeDue(TimeSpan end)
    {
        lock (gate)
        {
            if (timers.Min is not { } first || first.DueAt > end)
                return null;
            timers.Remove(first);
            elapsed = first.DueAt > elapsed ? first.DueAt : elapsed;
            if (first.Period > TimeSpan.Zero)
            {
                first.DueAt += first.Period;
                timers.Add(first);
            }
            return first;
        }
    }

    private sealed class VirtualTimer(
        VirtualClock clock, TimerCallback callback, object? state, long number) : ITimer
    {
        public static readonly Comparer<VirtualTimer> DueOrder = Comparer<VirtualTimer>.Create(
            static (left, right) => left.DueAt != right.DueAt
                ? left.DueAt.CompareTo(right.DueAt)
                : left.Number.CompareTo(right.Number));

        public TimeSpan DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        private long Number { get; } = number;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                DueAt = clock.elapsed + dueTime;
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                clock.timers.Add(this);
            }
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
