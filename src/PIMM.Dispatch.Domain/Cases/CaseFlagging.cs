namespace PIMM.Dispatch.Domain;

/// <summary>
/// What systems outside say about a case: an image analysis, a laboratory. A flag has a named source and a
/// code that the territory knows; it moves the case forward among those of its urgency and changes nothing
/// that a person has entered. A person lifts it for good; its source may take it back.
/// </summary>
internal static class CaseFlagging
{
    /// <summary>Flags of one case, the lifted ones included: more is a system that has lost its
    /// way.</summary>
    public const int FlagsMax = 16;

    /// <summary>Saying it again is harmless; what a person has lifted does not come back.</summary>
    public static Decision Raise(CaseState state, FlagCase message, TurnContext context)
    {
        if (!state.Unsigned)
            return Decision.Refuse(Refusals.CaseFinished);
        if (!context.Settings.Weights.At(context.At).Flags.TryGetValue(message.Code, out var rule))
            return Decision.Refuse(Refusals.FlagUnknown, message.Code.Value);
        if (Find(state, message.Source, message.Code) is { } known)
            return known.IsStanding ? Decision.Nothing : Decision.Refuse(Refusals.FlagWasLifted);
        if (state.Flags.Length >= FlagsMax)
            return Decision.Refuse(Refusals.TooManyFlags);
        return Decision
            .Of(new CaseFlagged(message.Source, message.Code, message.Text, rule.WeightMilli))
            .Tell(ActorId.Dispatcher, Replan.Now);
    }

    /// <summary>A physician or the coordinator: the flag is wrong, or says nothing here.</summary>
    public static Decision Lift(CaseState state, LiftFlag message)
    {
        if (Find(state, message.Source, message.Code) is not { } flag)
            return Decision.Refuse(Refusals.NoSuchFlag);
        return flag.IsStanding
            ? Decision.Of(new FlagLifted(message.Source, message.Code, message.Reason))
                .Tell(ActorId.Dispatcher, Replan.Now)
            : Decision.Nothing;
    }

    /// <summary>The account that gave the flag takes it back, and may give it again.</summary>
    public static Decision Withdraw(CaseState state, WithdrawFlag message, TurnContext context)
    {
        if (Find(state, message.Source, message.Code) is not { } flag)
            return Decision.Refuse(Refusals.NoSuchFlag);
        if (flag.By != context.By.Account)
            return Decision.Refuse(Refusals.FlagOfAnother);
        return flag.IsStanding
            ? Decision.Of(new FlagWithdrawn(message.Source, message.Code, message.Reason))
                .Tell(ActorId.Dispatcher, Replan.Now)
            : Decision.Nothing;
    }

    /// <summary>How the events of this file change a case.</summary>
    public static CaseState Fold(CaseState state, in Recorded recorded)
    {
        var (at, by) = (recorded.At, recorded.By.Account);
        return recorded.Event switch
        {
            CaseFlagged e => state with
            {
                Flags = state.Flags.Add(new CaseFlag(e.Source, e.Code, e.Text, e.WeightMilli, at, by)),
            },
            FlagLifted e when Find(state, e.Source, e.Code) is { } flag => state with
            {
                Flags = state.Flags.Replace(flag, flag with { LiftedBy = by }),
            },
            FlagWithdrawn e when Find(state, e.Source, e.Code) is { } flag =>
                state with { Flags = state.Flags.Remove(flag) },
            _ => state,
        };
    }

    private static CaseFlag? Find(CaseState state, string source, FlagCode code) =>
        state.Flags.FirstOrDefault(flag => flag.Code == code && flag.Source == source);
}
