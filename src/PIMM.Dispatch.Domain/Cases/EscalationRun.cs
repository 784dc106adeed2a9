namespace PIMM.Dispatch.Domain;

/// <summary>
/// One escalation that is running: from the instant at which a case waits for a reader until somebody takes
/// it. It keeps the policy with which it began, so that an edited policy changes nothing here.
/// </summary>
/// <param name="Number">Of this case, from 1: a case that is released begins another.</param>
/// <param name="TargetAt">The target against which the steps count.</param>
/// <param name="PolicyFrom">From when the policy holds; null for the one before all others.</param>
public sealed record EscalationRun(
    int Number, DateTimeOffset BeganAt, DateTimeOffset TargetAt, DateTimeOffset? PolicyFrom,
    EscalationPolicy Policy)
{
    public int StepsDone { get; init; }

    /// <summary>Who said that the alert was heard; null when nobody did, or when that has expired.</summary>
    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? AcknowledgedUntil { get; init; }

    /// <summary>The step that comes next; null when all have come.</summary>
    public EscalationStep? Next => StepsDone < Policy.Steps.Length ? Policy.Steps[StepsDone] : null;

    /// <summary>
    /// When a step comes, if the one before came at <paramref name="cameAt"/>: at the instant that the policy
    /// names, and never closer to the step before than the policy has them. So steps that are late come one
    /// after the other, and nobody loses a case before there was time to answer.
    /// </summary>
    /// <param name="step">From 0.</param>
    public DateTimeOffset DueOf(int step, DateTimeOffset cameAt)
    {
        var named = NamedBy(step);
        var distance = step == 0 ? TimeSpan.Zero : named - NamedBy(step - 1);
        var spaced = distance > TimeSpan.Zero ? cameAt + distance : cameAt;
        return named > spaced ? named : spaced;
    }

    private DateTimeOffset NamedBy(int step)
    {
        var named = BeganAt;
        for (var i = 0; i <= step; i++)
        {
            named = Policy.Steps[i] switch
            {
                { When: StepClock.BeforeTarget } before => TargetAt - before.Delay,
                { When: StepClock.AfterTarget } after => TargetAt + after.Delay,
                var next => named + next.Delay,
            };
        }
        return named;
    }
}
