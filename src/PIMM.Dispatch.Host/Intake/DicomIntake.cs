using System.Net;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// Images in: receives objects, keeps each one durably before its sender hears of success, and tells the
/// territory of the establishment that sent it. The owners of the territories must run before it starts.
/// </summary>
public sealed class DicomIntake(
    IntakeOptions options, IReadOnlyList<TerritorySettings> territories, SendCommand send, TimeProvider clock,
    ILogger<DicomIntake> logger) : IHostedService, IAsyncDisposable
{
    private readonly Callers callers = new(territories);
    private readonly NewsBoard board = new(options);
    private readonly CancellationTokenSource stopping = new();
    private StudyStore? store;
    private StudyTeller? teller;
    private DicomServer? server;
    private Task telling = Task.CompletedTask;
    private int disposed;

    public IntakeHealth Health { get; } = new();

    /// <summary>The objects received; null before the start.</summary>
    public StudyStore? Store => store;

    /// <exception cref="IOException">The folder can't be used.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address can't be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        store = StudyStore.Open(new StudyStoreOptions { Root = options.StoreFolder });
        teller = new StudyTeller(board, store, send, clock, logger);
        RememberPending(store);
        server = DicomServer.Start(new DicomServerOptions
        {
            EndPoint = new IPEndPoint(options.Address, options.Port),
            AeTitle = options.AeTitle,
            IncomingFolder = store.IncomingFolder,
            Decide = Decide,
            StoreAsync = (received, _) => StoreAsync(received),
            AssociationEndedAsync = EndAsync,
            Report = Report,
            HeaderTags = StudyFactsReader.HeaderTags,
            TimeProvider = clock,
        });
        Health.Listens(server.EndPoint);
        Health.Note(board.Count, 0);
        logger.Listening(server.EndPoint, options.AeTitle, board.Count);
        telling = KeepTellingAsync();
        return Task.CompletedTask;
    }

    /// <summary>Takes no more, lets what arrives come to its end for a while, and stops telling.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (server is null)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StopWithin);
        await server.StopAsync(patience.Token).ConfigureAwait(false);
        await stopping.CancelAsync().ConfigureAwait(false);
        await telling.ConfigureAwait(false);
        logger.Stopped(Health.EndPoint);
        Health.Listens(null);
    }

    public async ValueTask DisposeAsync()
    {
        // The container knows it twice: as itself and as a hosted service.
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        if (server is not null)
            await server.DisposeAsync().ConfigureAwait(false);
        await stopping.CancelAsync().ConfigureAwait(false);
        await telling.ConfigureAwait(false);
        if (store is not null)
            await store.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
    }

    private AssociationDecision Decide(AssociationRequest request)
    {
        var (admission, _) = callers.Find(request.CallingAeTitle, request.RemoteAddress, clock.GetUtcNow());
        if (admission is Admission.Welcome or Admission.LateImagesOnly)
            return AssociationDecision.Accept;
        logger.Rejected(request.CallingAeTitle, request.RemoteAddress, admission);
        CountIncident(IncidentKinds.AssociationRejected);
        return AssociationDecision.Reject(AssociationRejection.UnknownCallingAeTitle);
    }

    /// <summary>
    /// Durable first, then told; the sender of a study's first image waits for its territory's word.
    /// </summary>
    private async Task<DicomStatus> StoreAsync(ReceivedObject received)
    {
        var (admission, caller) = callers.Find(
            received.CallingAeTitle, received.RemoteAddress, clock.GetUtcNow());
        if (caller is null)
            return DicomStatus.NotAuthorized;
        var (territory, establishment) = (caller.Territory.Id.Value, caller.Establishment.Id.Value);
        var key = new StudyKey(territory, establishment, received.StudyInstanceUid);
        if (admission == Admission.LateImagesOnly && store!.ListObjects(key).Count == 0)
            return Refusal(Refusals.EstablishmentNotConnected);
        StoredObject stored;
        try
        {
            stored = await store!.AddAsync(territory, establishment, received).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            logger.StoreFailed(failure, territory, establishment);
            throw;
        }
        IntakeMetrics.Received(caller, stored.Outcome, received.DataSetLength);
        // The server reports every object that gets no success as an incident.
        return stored.Outcome == StoreOutcome.Conflict
            ? stored.ToStatus()
            : await NoteAsync(received, caller, stored).ConfigureAwait(false);
    }

    private async Task<DicomStatus> NoteAsync(ReceivedObject received, Caller caller, StoredObject stored)
    {
        if (stored.Outcome == StoreOutcome.Stored)
            Health.CountReceived();
        var study = board.Stored(
            stored.Study, caller, () => FactsOf(caller, received.StudyInstanceUid, received.Header),
            stored.InstanceCount, received.AssociationId);
        // What was here already is told once more at the end of the association, under the id of the first
        // time.
        var isNews = stored.Outcome == StoreOutcome.Stored || study.Refusal is not null;
        if (isNews && study.State.IsDue(options, clock.GetUtcNow()))
            await teller!.TellAsync(study).ConfigureAwait(false);
        return study.Refusal is { } refusal ? Refusal(refusal.Code) : DicomStatus.Success;
    }

    private static DicomStatus Refusal(string code) => DicomStatus.NotAuthorized.With($"Not taken: {code}");

    private async Task EndAsync(AssociationEnd end) =>
        await Task.WhenAll(board.Ended(end.AssociationId).Select(teller!.TellAsync)).ConfigureAwait(false);

    private void Report(DicomIncident incident)
    {
        // A rejection by calling title was logged with its reason, and counted.
        if (incident.Kind == IncidentKinds.AssociationRejected
            && incident.Text == AssociationRejection.UnknownCallingAeTitle.ToString())
            return;
        logger.Incident(incident.Kind, incident.CallingAeTitle, incident.RemoteAddress, incident.Text);
        CountIncident(incident.Kind);
    }

    private void CountIncident(string kind)
    {
        Health.CountIncident();
        IntakeMetrics.Incident(kind);
    }

    /// <summary>What was durable and perhaps not told when the last process ended is told again.</summary>
    private void RememberPending(StudyStore from)
    {
        foreach (var territory in territories)
        foreach (var pending in from.ListPending(territory.Id.Value))
        {
            var site = new EstablishmentId(pending.Study.Establishment);
            if (!territory.Establishments.TryGetValue(site, out var establishment))
            {
                logger.Homeless(pending.Study.Scope, pending.Study.Establishment);
                continue;
            }
            var caller = new Caller(territory, establishment);
            board.Remember(pending.Study, caller, FactsAgain(from, caller, pending), pending.InstanceCount);
        }
    }

    private StudyFacts FactsAgain(StudyStore from, Caller caller, PendingStudy pending)
    {
        var request = ReadRequest.Header(StudyFactsReader.HeaderTags);
        foreach (var path in from.ListObjects(pending.Study))
        {
            try
            {
                return FactsOf(caller, pending.Study.StudyInstanceUid, Part10.Read(path, request).DataSet);
            }
            catch (Exception damaged) when (damaged is DicomFormatException or IOException)
            {
                logger.Unreadable(pending.Study.Scope, pending.Study.Establishment);
            }
        }
        return FactsOf(caller, pending.Study.StudyInstanceUid, new DataSet());
    }

    private StudyFacts FactsOf(Caller caller, string study, DataSet header) => StudyFactsReader.Read(
        study, header, DateOnly.FromDateTime(caller.Territory.LocalTime(clock.GetUtcNow())));

    private async Task KeepTellingAsync()
    {
        // A quarter of the rhythm keeps it within a quarter; an idle tick costs a look into an empty
        // dictionary.
        using var ticks = new PeriodicTimer(options.TellEvery / 4, clock);
        try
        {
            while (await ticks.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
            {
                await teller!.TellDueAsync().ConfigureAwait(false);
                Health.Note(board.Count, server!.Load.Connections);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop. What was not told has its marker.
        }
        catch (Exception bug)
        {
            logger.TellingEnded(bug);
            throw;
        }
    }
}
