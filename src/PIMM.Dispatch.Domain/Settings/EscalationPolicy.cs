using System.Collections.Immutable;

namespace PIMM.Dispatch.Domain;

/// <summary>From where the instant of a step counts.</summary>
public enum StepClock { BeforeTarget, AfterTarget, AfterPrevious }

/// <summary>
/// Whom a step tells: the reader to whom the case is offered, the readers at work who may read it, those on
/// call at home, the coordinator, or the external provider, who is not told but given the case.
/// </summary>
public enum StepTo { Reader, Readers, OnCall, Coordinators, External }

/// <summary>One step of an escalation.</summary>
/// <param name="Delay">Before or after the target, or after the step before; the first step after the
/// beginning.</param>
/// <param name="Moves">Also takes the case from whoever has not answered the offer, if somebody else can have
/// it; to the external provider, hands it over.</param>
public sealed record EscalationStep(StepClock When, TimeSpan Delay, StepTo To, bool Moves);

/// <summary>Who is told when, while nobody takes a case.</summary>
/// <param name="AcknowledgedFor">How long an acknowledgement holds the escalation back.</param>
/// <param name="Steps">In order; never empty, and the last one ends at the coordinator or outside.</param>
public sealed record EscalationPolicy(TimeSpan AcknowledgedFor, ImmutableArray<EscalationStep> Steps);
