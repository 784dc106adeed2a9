namespace PIMM.Dispatch.Domain;

/// <summary>Who answers for a case at an instant.</summary>
public enum OwnerKind
{
    Regulators, Technologists, Dispatcher, OfferedReader, Reader, Provider, Coordinators, Requesters,
}

/// <summary>
/// The one owner of a case, as a pure function of its state: no case that has not ended is ever without one,
/// or with two.
/// </summary>
/// <param name="Key">The reader's, the provider's or the establishment's id; empty for the others.</param>
public sealed record CaseOwner(OwnerKind Kind, string Key)
{
    private static readonly CaseOwner Dispatcher = new(OwnerKind.Dispatcher, "");
    private static readonly CaseOwner Coordinators = new(OwnerKind.Coordinators, "");

    /// <returns>null for a case that was never opened or has ended.</returns>
    public static CaseOwner? Of(CaseState item) => item switch
    {
        { Exists: false } or { IsFinished: true } => null,
        { Status: CaseStatus.Requested or CaseStatus.ToProtocol } => new(OwnerKind.Regulators, ""),
        { Status: CaseStatus.Signed } => new(OwnerKind.Requesters, item.Establishment.Value),
        { Status: CaseStatus.Externalised, External: { } external } => Outside(external),
        { Status: CaseStatus.Offered, Reader: { } offered } => new(OwnerKind.OfferedReader, offered.Value),
        { Status: CaseStatus.Accepted or CaseStatus.Preliminary or CaseStatus.OnHold, Reader: { } reader } =>
            new(OwnerKind.Reader, reader.Value),
        { Status: CaseStatus.ToRead, NoReader: false } => Dispatcher,
        { Status: CaseStatus.Protocolled or CaseStatus.Acquiring or CaseStatus.ImagesArriving } =>
            new(OwnerKind.Technologists, item.Establishment.Value),
        // Held by nobody's hand, or nobody can read it: the coordinator was told.
        _ => Coordinators,
    };

    /// <summary>Until the provider accepts, whoever sent the case still answers for it.</summary>
    private static CaseOwner Outside(Externalisation external) =>
        external.AcceptedAt is not null ? new(OwnerKind.Provider, external.Provider.Value)
        : external.Subsidiarity.DecidedBy == SendingDecider.Coordinator ? Coordinators
        : Dispatcher;
}
