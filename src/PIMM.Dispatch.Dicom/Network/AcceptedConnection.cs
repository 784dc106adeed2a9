using System.Net;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// One connection from its first byte to its last: the acceptor's side of the upper layer's state machine
/// (PS3.8 §9.2). What happens within the association is <see cref="AcceptedAssociation"/>'s.
/// </summary>
internal sealed class AcceptedConnection(
    DicomServerOptions options, AssociationSlots slots, string associationId, IPAddress remoteAddress,
    Stream stream)
{
    private readonly PeerWatch _watch = new(options.Limits);
    private PduConnection? _pdus;
    private AssociationRequest? _request;
    private bool _isAssociated;
    private volatile string? _expired;
    private volatile bool _isStopping;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var pdus = new PduConnection(stream, _watch);
        _pdus = pdus;
        var outcome = AssociationOutcome.Lost;
        try
        {
            if (await AssociateAsync(pdus, cancellation).ConfigureAwait(false) is { } association)
            {
                using (association)
                    outcome = await ServeAsync(pdus, association, cancellation).ConfigureAwait(false);
                await EndAsync(outcome, association.ObjectsStored).ConfigureAwait(false);
            }
            _watch.EnterClosing();
            await pdus.DrainAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsConnectionFault(fault))
        {
            // The connection is gone or was cut; nobody is left to answer.
        }
    }

    /// <summary>The clock's call, about once a second.</summary>
    public void Tick(TimeSpan elapsed)
    {
        if (_watch.Tick(elapsed) is not { } reason)
            return;
        if (_expired is null)
        {
            _expired = reason;
            _watch.EnterClosing();
            _pdus?.CancelRead();
        }
        else
        {
            // It was told to go, and ARTIM ran out again: cut.
            stream.Dispose();
        }
    }

    /// <summary>Ends the association as soon as no message is under way.</summary>
    public void Stop()
    {
        _isStopping = true;
        // Either we see the loop between two messages, or the loop, entering there, sees the flag.
        Interlocked.MemoryBarrier();
        if (_watch.IsBetweenMessages)
            _pdus?.CancelRead();
    }

    private async Task<AcceptedAssociation?> AssociateAsync(
        PduConnection pdus, CancellationToken cancellation)
    {
        try
        {
            if (await pdus.ReadHeaderAsync(cancellation).ConfigureAwait(false) is not { } header)
                return null;
            if (header.Type == PduType.Abort)
                return null;
            if (header.Type != PduType.AssociateRequest)
                throw new DicomProtocolException(
                    AbortReason.UnexpectedPdu, "No association was requested yet");
            if (header.Length > options.Limits.AssociationItemsLengthMax)
                throw new DicomProtocolException(
                    AbortReason.InvalidParameterValue, "The request is too long");
            var body = await pdus.ReadBodyAsync(header.Length, cancellation).ConfigureAwait(false);
            var request = new AssociationRequest(
                associationId, remoteAddress, AssociationPdus.ParseRequest(body));
            _request = request;
            if (Refusal(request) is { } rejection)
            {
                Report(IncidentKinds.AssociationRejected, $"{rejection}");
                await pdus.SendAsync(AssociationPdus.WriteReject(rejection), cancellation)
                    .ConfigureAwait(false);
                return null;
            }
            _isAssociated = true;
            return await AcceptAsync(pdus, request, cancellation).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is DicomProtocolException || IsConnectionFault(fault))
        {
            await AnswerFaultAsync(pdus, fault, cancellation).ConfigureAwait(false);
            if (_isAssociated)
                await EndAsync(AssociationOutcome.Lost, objectsStored: 0).ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>
    /// Why the request is not let in; when null, it has taken its place among the associations.
    /// </summary>
    private AssociationRejection? Refusal(AssociationRequest request)
    {
        if ((request.Proposal.ProtocolVersions & 1) == 0)
            return AssociationRejection.ProtocolVersionNotSupported;
        if (request.Proposal.ApplicationContext != DataSets.Uids.ApplicationContext)
            return AssociationRejection.ApplicationContextNotSupported;
        if (request.CalledAeTitle != options.AeTitle)
            return AssociationRejection.UnknownCalledAeTitle;
        if (Decide(request).Rejection is { } rejection)
            return rejection;
        return slots.TryEnterAssociation(remoteAddress, request.CallingAeTitle)
            ? null
            : AssociationRejection.LocalLimitExceeded;
    }

    private AssociationDecision Decide(AssociationRequest request)
    {
        try
        {
            return options.Decide(request);
        }
#pragma warning disable CA1031 // The host's code runs here: its fault keeps a peer out, and is reported.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Report(IncidentKinds.CallbackFailed, $"Decide: {fault.GetType().Name}");
            return AssociationDecision.Reject(AssociationRejection.TemporarilyUnable);
        }
    }

    private async Task<AcceptedAssociation> AcceptAsync(
        PduConnection pdus, AssociationRequest request, CancellationToken cancellation)
    {
        var answers = Negotiation.Answer(request.Proposal.Contexts, Supports);
        var accept = AssociationPdus.WriteAccept(
            request.Proposal, answers, (uint)options.Limits.PduLengthAnnounced);
        await pdus.SendAsync(accept, cancellation).ConfigureAwait(false);
        return new AcceptedAssociation(options, request, answers, pdus, Report);
    }

    private bool Supports(string sopClass) => sopClass == DataSets.Uids.Verification
        || StorageClasses.Contains(sopClass) || options.PrivateSopClasses.Contains(sopClass);

    private async Task<AssociationOutcome> ServeAsync(
        PduConnection pdus, AcceptedAssociation association, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                if (!association.IsWithinMessage)
                {
                    _watch.EnterIdle();
                    Interlocked.MemoryBarrier();
                    if (_isStopping)
                        throw new DicomConnectionLostException("The server stops");
                }
                if (await pdus.ReadHeaderAsync(cancellation).ConfigureAwait(false) is not { } header)
                    return AssociationOutcome.Lost;
                switch (header.Type)
                {
                    case PduType.Transfer:
                        await association.ReceiveAsync(header.Length, cancellation).ConfigureAwait(false);
                        break;
                    case PduType.ReleaseRequest:
                        await pdus.SendAsync(AssociationPdus.WriteReleaseReply(), cancellation)
                            .ConfigureAwait(false);
                        return AssociationOutcome.Released;
                    case PduType.Abort:
                        return AssociationOutcome.Aborted;
                    default:
                        throw new DicomProtocolException(
                            AbortReason.UnexpectedPdu, "Not within an association");
                }
            }
        }
        catch (Exception fault) when (fault is DicomProtocolException || IsConnectionFault(fault))
        {
            await AnswerFaultAsync(pdus, fault, cancellation).ConfigureAwait(false);
            return fault is DicomProtocolException || _isStopping
                ? AssociationOutcome.Aborted
                : AssociationOutcome.Lost;
        }
    }

    /// <summary>
    /// Always an answer: an A-ABORT that says why, as far as the connection still carries it.
    /// </summary>
    private async Task AnswerFaultAsync(PduConnection pdus, Exception fault, CancellationToken cancellation)
    {
        _watch.EnterClosing();
        var reason = (fault as DicomProtocolException)?.Reason ?? AbortReason.NotSpecified;
        if (_expired is { } expired)
            Report(IncidentKinds.AssociationTimedOut, expired);
        else if (fault is DicomProtocolException)
            Report(IncidentKinds.AssociationAborted, fault.Message);
        try
        {
            await pdus.SendAsync(AssociationPdus.WriteAbort(2, reason), cancellation).ConfigureAwait(false);
        }
        catch (Exception gone) when (IsConnectionFault(gone))
        {
            // The peer left first: there is nobody to tell.
        }
    }

    private async Task EndAsync(AssociationOutcome outcome, int objectsStored)
    {
        slots.LeaveAssociation(remoteAddress, _request!.CallingAeTitle);
        if (options.AssociationEndedAsync is not { } ended)
            return;
        try
        {
            await ended(new AssociationEnd(
                associationId, _request.CallingAeTitle, remoteAddress, outcome, objectsStored))
                    .ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The host's code runs here, and its fault must not stop the listener.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Report(IncidentKinds.CallbackFailed, $"AssociationEndedAsync: {fault.GetType().Name}");
        }
    }

    private void Report(string kind, string text) => options.Report?.Invoke(
        new DicomIncident(kind, associationId, _request?.CallingAeTitle ?? "", remoteAddress, text));

    private static bool IsConnectionFault(Exception fault) =>
        fault is IOException or ObjectDisposedException or OperationCanceledException
            or InvalidOperationException;
}
