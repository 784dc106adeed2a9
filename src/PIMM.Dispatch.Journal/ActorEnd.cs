namespace PIMM.Dispatch.Journal;

/// <summary>The last row of an actor and the actor's version with it; zeros when it has none.</summary>
internal readonly record struct ActorEnd(long Sequence, long Version);
