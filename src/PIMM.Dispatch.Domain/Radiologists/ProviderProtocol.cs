namespace PIMM.Dispatch.Domain;

/// <summary>How a case left a provider: read, or given back in one of four ways.</summary>
public enum ProviderEnd { Read, Returned, Silent, Refused, TakenBack }

/// <summary>Told by a case that was sent out.</summary>
/// <param name="Firm">
/// A person sends it and hears the refusal; otherwise the case is told, and goes back to the dispatcher.
/// </param>
public sealed record EngageProvider(
    CaseId Case, EstablishmentId Site, Classification Classification, bool Firm) : Message;

/// <summary>Told by a case: the provider's people have accepted it.</summary>
public sealed record ProviderTakesOn(CaseId Case) : Message;

/// <summary>Told by a case that the provider no longer has.</summary>
public sealed record ProviderPutsDown(CaseId Case, ProviderEnd Why) : Message;

/// <param name="Slot">The slot in which it counts.</param>
public sealed record ProviderEngaged(CaseId Case, int Minutes, string Slot) : DomainEvent;

public sealed record ProviderTookOn(CaseId Case) : DomainEvent;

public sealed record ProviderPutDown(CaseId Case, ProviderEnd Why) : DomainEvent;
