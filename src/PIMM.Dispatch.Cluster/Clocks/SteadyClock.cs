namespace PIMM.Dispatch.Cluster.Clocks;

/// <summary>
/// The clock of a node: UTC, anchored once at the start and carried on by the monotonic clock, so that it
/// never goes back and never leaps. A small disagreement with the wall clock is worked off slowly; a large
/// one is not followed but reported, because nobody can say which of the two is wrong. Instants are cut to a
/// microsecond.
/// </summary>
/// <param name="source">The machine's wall clock, monotonic clock and timers.</param>
public sealed class SteadyClock(TimeProvider source) : TimeProvider
{
    /// <summary>A time server never corrects more than this at once; whatever does is not trusted.</summary>
    public static readonly TimeSpan JumpMin = TimeSpan.FromSeconds(2);

    // Half a millisecond per second: the slew rate of time servers, invisible to any deadline.
    private const long SlewPerElapsed = 2_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly long started = source.GetTimestamp();
    private readonly DateTimeOffset anchor = source.GetUtcNow();
    private TimeSpan slewed;
    private TimeSpan looked;
    private TimeSpan alarm;

    public SteadyClock() : this(System) { }

    public override long TimestampFrequency => source.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>
    /// By how much the wall clock is ahead of this one when that is too much to be a correction; zero
    /// otherwise. Looked at once a second, whenever the clock is read. Health is red while it is not zero.
    /// </summary>
    public TimeSpan Alarm
    {
        get
        {
            GetUtcNow();
            lock (gate)
                return alarm;
        }
    }

    /// <summary>Raised with the disagreement when the alarm begins, and with zero when it ends.</summary>
    public event Action<TimeSpan>? Alarmed;

    public override DateTimeOffset GetUtcNow()
    {
        DateTimeOffset now;
        TimeSpan before;
        TimeSpan after;
        lock (gate)
        {
            before = alarm;
            now = Look();
            after = alarm;
        }
        if (before != TimeSpan.Zero != (after != TimeSpan.Zero))
            Alarmed?.Invoke(after);
        return Microseconds.Truncate(now);
    }

    public override long GetTimestamp() => source.GetTimestamp();

    /// <summary>Timers run on the machine's monotonic clock and know nothing of the wall.</summary>
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        source.CreateTimer(callback, state, dueTime, period);

    private DateTimeOffset Look()
    {
        var elapsed = source.GetElapsedTime(started);
        var now = anchor + elapsed + slewed;
        if (elapsed - looked < LookEvery)
            return now;
        var apart = source.GetUtcNow() - now;
        if (apart.Duration() > JumpMin)
            alarm = apart;
        else
        {
            alarm = TimeSpan.Zero;
            var most = (elapsed - looked) / SlewPerElapsed;
            var correction = apart > most ? most : apart < -most ? -most : apart;
            slewed += correction;
            now += correction;
        }
        looked = elapsed;
        return now;
    }
}
