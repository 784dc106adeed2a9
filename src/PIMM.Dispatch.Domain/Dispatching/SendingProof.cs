namespace PIMM.Dispatch.Domain;

/// <summary>
/// Why nobody nearer can read a case in time, as the dispatcher sees it at that instant: found, not claimed.
/// Expected minutes in hand decide; a reader's own pace does not count.
/// </summary>
internal sealed class SendingProof(DispatcherState state, TerritorySettings settings, DateTimeOffset now)
{
    /// <param name="use">What the provider's slot is for; null when the provider has none now.</param>
    public Subsidiarity Of(CaseState item, SlotUse? use, SendingDecider by) => new(
        [
            Tried(SubsidiarityLevel.Local, item, use, hasPrivilege: true),
            Tried(SubsidiarityLevel.Region, item, use, hasPrivilege: false),
        ],
        by);

    private LevelTried Tried(SubsidiarityLevel level, CaseState item, SlotUse? use, bool hasPrivilege)
    {
        var onDuty = settings.Readers.Values
            .Where(reader => reader.MayReadFor(item.Establishment, now) == hasPrivilege
                && state.Readers.GetValueOrDefault(reader.Id) is { Duty: not null })
            .ToList();
        if (onDuty.Count == 0)
            return new LevelTried(level, NobodyThere(use), null);
        var able = onDuty.FindAll(reader => reader.SkillIn(item.Classification!.Specialty) > 0
            && state.Readers[reader.Id].IsPresent && !item.DeclinedBy.Contains(reader.Id));
        if (able.Count == 0)
            return new LevelTried(level, LevelObstacle.NoneEligible, null);
        if (!hasPrivilege)
            return new LevelTried(level, LevelObstacle.NoPrivilege, null);
        var over = able.Min(reader => OverMinutes(item, state.Readers[reader.Id]));
        return over > 0
            ? new LevelTried(level, LevelObstacle.OverTarget, over)
            : new LevelTried(level, LevelObstacle.InTime, null);
    }

    private static LevelObstacle NobodyThere(SlotUse? use) => use switch
    {
        SlotUse.DeepNight => LevelObstacle.DeepNight,
        SlotUse.RosterGap => LevelObstacle.RosterGap,
        _ => LevelObstacle.NobodyOnDuty,
    };

    /// <summary>Whole minutes after the target at which this reader would be done, counted up.</summary>
    private int OverMinutes(CaseState item, ReaderState reader)
    {
        var before = reader.LoadMinutes - reader.InHand.GetValueOrDefault(item.Id);
        var done = now.AddMinutes(before + item.Classification!.ExpectedMinutes);
        var late = item.Target is { } target ? done - target.DueAt : TimeSpan.Zero;
        return (int)Math.Max(0, (late.Ticks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);
    }
}
