using System.Globalization;
using PIMM.Dispatch.Dicom.DataSets;

namespace PIMM.Dispatch.Dicom.Network;

/// <summary>
/// The messages of one accepted association (PS3.7): puts fragments together, stores objects, answers echoes.
/// One message at a time, in the order of arrival.
/// </summary>
internal sealed class AcceptedAssociation(
    DicomServerOptions options,
    AssociationRequest request,
    IReadOnlyList<NegotiatedContext> contexts,
    PduConnection pdus,
    Action<string, string> report) : IDisposable
{
    private readonly GrowingSink _commandBytes = new();
    private readonly Dictionary<byte, string> _abstractSyntaxById = AbstractSyntaxes(request, contexts);
    private readonly Dictionary<byte, TransferSyntax> _transferSyntaxById = contexts
        .Where(c => c.Result == ContextResult.Accepted)
        .ToDictionary(c => c.Id, c => TransferSyntax.Find(c.TransferSyntax)!);

    private byte _contextId;
    private CommandSet? _command;
    private IncomingObject? _object;
    private DicomStatus? _refusal;
    private long _dataSetBytes;
    private int _objectsBegun;

    public int ObjectsStored { get; private set; }

    /// <summary>A message has begun and not ended.</summary>
    public bool IsWithinMessage => _commandBytes.Length > 0 || _command is not null;

    /// <summary>Takes one P-DATA-TF, whose head was read. Handles each message that ends within it.</summary>
    /// <exception cref="DicomProtocolException">The rules of PS3.8 annex E are broken, or a limit is
    /// passed.</exception>
    public async ValueTask ReceiveAsync(uint length, CancellationToken cancellation)
    {
        if (length > options.Limits.PduLengthMax)
            throw Invalid("The PDU is longer than the limit");
        long left = length;
        do
        {
            if (left < PdvHeader.ByteCount)
                throw Invalid("The PDU is too short for a presentation data value");
            var pdv = await pdus.ReadPdvHeaderAsync(cancellation).ConfigureAwait(false);
            left -= PdvHeader.ByteCount;
            if (pdv.Length < PdvHeader.CountedBytes || pdv.FragmentLength > left)
                throw Invalid("The presentation data value does not fit its PDU");
            var sink = SinkFor(pdv);
            await pdus.ReadFragmentAsync(pdv.FragmentLength, sink, cancellation).ConfigureAwait(false);
            left -= pdv.FragmentLength;
            if (!pdv.IsLast)
                continue;
            if (pdv.IsCommand)
                await BeginMessageAsync(cancellation).ConfigureAwait(false);
            else
                await EndMessageAsync(cancellation).ConfigureAwait(false);
        }
        while (left > 0);
    }

    public void Dispose()
    {
        _object?.Dispose();
        _object = null;
    }

    private static Dictionary<byte, string> AbstractSyntaxes(
        AssociationRequest request, IReadOnlyList<NegotiatedContext> contexts)
    {
        var byId = new Dictionary<byte, string>();
        for (var i = 0; i < contexts.Count; i++)
        {
            if (contexts[i].Result == ContextResult.Accepted)
                byId[contexts[i].Id] = request.Proposal.Contexts[i].AbstractSyntax;
        }
        return byId;
    }

    private IByteSink SinkFor(PdvHeader pdv)
    {
        if (!_abstractSyntaxById.ContainsKey(pdv.ContextId))
            throw Invalid("The presentation context was not accepted");
        if (IsWithinMessage && pdv.ContextId != _contextId)
            throw Invalid("The presentation context changes within a message");
        _contextId = pdv.ContextId;
        if (pdv.IsCommand)
        {
            if (_command is not null)
                throw new DicomProtocolException(
                    AbortReason.UnexpectedParameter, "A command where data was due");
            if (_commandBytes.Length + pdv.FragmentLength > options.Limits.CommandLengthMax)
                throw Invalid("The command set is longer than the limit");
            return _commandBytes;
        }
        if (_command is null)
            throw new DicomProtocolException(AbortReason.UnexpectedParameter, "Data before its command");
        // Heads count too, or empty fragments could go on for ever.
        _dataSetBytes += pdv.Length;
        if (_dataSetBytes > options.Limits.ObjectLengthMax)
            throw Invalid("The object is longer than the limit");
        return _object is { Refusal: null } ? _object : DiscardingSink.Instance;
    }

    private async ValueTask BeginMessageAsync(CancellationToken cancellation)
    {
        var command = CommandSet.Parse(_commandBytes.Written);
        _commandBytes.Clear();
        if (((ushort)command.CommandField & CommandSet.ResponseBit) != 0)
            throw new DicomProtocolException(AbortReason.UnexpectedParameter, "A response without a request");
        _command = command;
        _refusal = RefusalOf(command);
        if (!command.HasDataSet)
            await EndMessageAsync(cancellation).ConfigureAwait(false);
        else if (_refusal is null)
            _object = Begin(command);
    }

    private IncomingObject Begin(CommandSet command)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{request.AssociationId}-{++_objectsBegun}.incoming");
        var meta = new FileMeta(
            command.AffectedSopClassUid!, command.AffectedSopInstanceUid!, _transferSyntaxById[_contextId])
        {
            SourceApplicationEntityTitle = request.CallingAeTitle,
        };
        return new IncomingObject(Path.Combine(options.IncomingFolder, name), meta, options.OpenIncoming);
    }

    /// <summary>
    /// What is wrong with a request before its data set is looked at; null when nothing is.
    /// </summary>
    private DicomStatus? RefusalOf(CommandSet command) => command.CommandField switch
    {
        CommandField.EchoRequest => null,
        CommandField.StoreRequest when command.AffectedSopClassUid is null =>
            DicomStatus.SopClassNotSupported.With("Affected SOP Class UID is missing or malformed"),
        CommandField.StoreRequest when command.AffectedSopInstanceUid is null =>
            DicomStatus.InvalidSopInstance.With("Affected SOP Instance UID is missing or malformed"),
        CommandField.StoreRequest when command.AffectedSopClassUid != _abstractSyntaxById[_contextId] =>
            DicomStatus.SopClassNotSupported.With("SOP class is not that of the presentation context"),
        CommandField.StoreRequest when command.AffectedSopClassUid == Uids.Verification =>
            DicomStatus.SopClassNotSupported,
        CommandField.StoreRequest when !command.HasDataSet => DicomStatus.MistypedArgument,
        CommandField.StoreRequest => null,
        _ => DicomStatus.UnrecognizedOperation,
    };

    private async ValueTask EndMessageAsync(CancellationToken cancellation)
    {
        var command = _command!;
        var status = _refusal ?? DicomStatus.Success;
        if (_object is { } incoming)
        {
            status = await StoreAsync(incoming, cancellation).ConfigureAwait(false);
            incoming.Dispose();
            if (status.IsSuccess || status.IsWarning)
                ObjectsStored++;
        }
        (_object, _command, _refusal, _dataSetBytes) = (null, null, null, 0);
        if (command.CommandField == CommandField.CancelRequest)
            return;
        if (!status.IsSuccess && command.CommandField == CommandField.StoreRequest)
            report(IncidentKinds.ObjectRefused, status.ToString());
        var response = TransferPdus.WriteCommand(
            _contextId, CommandSet.WriteResponse(command, status).Span, request.Proposal.PduLengthMax);
        await pdus.SendAsync(response, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<DicomStatus> StoreAsync(IncomingObject incoming, CancellationToken cancellation)
    {
        try
        {
            incoming.Complete();
            if (incoming.Refusal is { } refusal)
                return refusal;
            var status = Reception.Examine(
                incoming, request, options.HeaderTags, options.Limits.Header, out var received);
            return received is null
                ? status
                : await options.StoreAsync(received, cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The host's code runs here: its fault is this object's failure only.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            report(IncidentKinds.CallbackFailed, $"StoreAsync: {fault.GetType().Name}");
            return DicomStatus.OfFault(fault);
        }
    }

    private static DicomProtocolException Invalid(string message) =>
        new(AbortReason.InvalidParameterValue, message);
}
