using System.Net;
using System.Net.Sockets;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Dicom.DataSets;
using PIMM.Dispatch.Dicom.Network;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>
/// The course of one exam at a virtual hospital: perhaps a request with its protocol, then the scanner, then
/// images over the real DICOM port under the hospital's own AE title.
/// </summary>
internal sealed class ExamCourse(
    DemoOptions options, DemoWorld world, StudyLedger ledger, TimeProvider clock, ILogger logger)
{
    private const string Regulator = "regulateur";
    private const string Technologist = "manipulateur";

    public async Task RunAsync(DemoArrival arrival, CancellationToken stopping)
    {
        if (arrival.HasRequest && !await RequestAsync(arrival, stopping).ConfigureAwait(false))
            return;
        await SendImagesAsync(arrival, arrival.HasRequest ? arrival.AccessionNumber : null, stopping)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// The images of a case that was open before the start: those it waits for, or those it has.
    /// </summary>
    public Task ResumeAsync(DemoArrival arrival, CaseState open, CancellationToken stopping) =>
        SendImagesAsync(arrival, open.AccessionNumber, stopping, open.Study?.Value);

    /// <summary>
    /// The request, its validation and its protocol; false when there is no case to make images for.
    /// </summary>
    private async Task<bool> RequestAsync(DemoArrival arrival, CancellationToken stopping)
    {
        var request = arrival.Request();
        var made = await DoAsync(arrival, "request", arrival.Site.Id, request, "urgences", "requester")
            .ConfigureAwait(false);
        if (made is not Outcome.Accepted { Answer: { } id })
            return false;
        var asked = new CaseId(id);
        await PauseAsync(arrival, "validate", 5, 15, stopping).ConfigureAwait(false);
        await DoAsPersonAsync(arrival, asked, new ValidateRequest(null), Regulator, "regulator")
            .ConfigureAwait(false);
        await PauseAsync(arrival, "protocol", 4, 12, stopping).ConfigureAwait(false);
        var protocol = new GiveProtocol(ProtocolOf(arrival.Exam));
        await DoAsPersonAsync(arrival, asked, protocol, Regulator, "regulator")
            .ConfigureAwait(false);
        await PauseAsync(arrival, "start", 6, 16, stopping).ConfigureAwait(false);
        await DoAsPersonAsync(arrival, asked, new StartAcquisition(), Technologist, "technologist")
            .ConfigureAwait(false);
        await PauseAsync(arrival, "scan", 12, 35, stopping).ConfigureAwait(false);
        return true;
    }

    private static string ProtocolOf(DemoExam exam) =>
        exam.Urgency == Urgency.Vital || exam.Specialty == Specialty.Thorax
        ? "Protocole standard avec injection de produit de contraste (démonstration)"
        : "Protocole standard sans injection (démonstration)";

    private async Task SendImagesAsync(
        DemoArrival arrival, string? accessionNumber, CancellationToken stopping, string? uid = null)
    {
        var study = new DemoStudy(
            arrival.Exam, arrival.Patient, accessionNumber, arrival.Images,
            arrival.Territory.LocalTime(clock.GetUtcNow()), arrival.Chance)
        {
            Uid = uid ?? arrival.StudyUid,
        };
        if (world.Listening() is not { } port || world.Store() is not { } store)
            return;
        try
        {
            ledger.Add(new StudyKey(arrival.Territory.Id.Value, arrival.Site.Id.Value, study.Uid), store);
            await SendAsync(study, port, arrival.AeTitle, stopping).ConfigureAwait(false);
            logger.Sent(study.Images, study.Exam.Description, arrival.AeTitle);
        }
        catch (Exception gone) when (
            gone is IOException or SocketException or AssociationRejectedException or DicomProtocolException)
        {
            logger.NotSent(arrival.AeTitle, gone.GetType().Name);
        }
    }

    private async Task SendAsync(DemoStudy study, IPEndPoint port, string aeTitle, CancellationToken stopping)
    {
        var syntax = TransferSyntax.ExplicitLittleEndian;
        var client = await DicomClient.ConnectAsync(new DicomClientOptions
        {
            Host = port.Address.ToString(),
            Port = port.Port,
            CallingAeTitle = aeTitle,
            CalledAeTitle = options.CalledAeTitle,
            Contexts = [(study.SopClass, syntax)],
        }, stopping).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            for (var index = 0; index < study.Images; index++)
            {
                var image = study.Image(index);
                var meta = new FileMeta(study.SopClass, image.GetUid(Tags.SopInstanceUid)!, syntax);
                using var bytes = new MemoryStream(
                    DataSetWriter.Write(image, syntax).ToArray(), writable: false);
                var status = await client.StoreAsync(meta, bytes, stopping).ConfigureAwait(false);
                if (!status.IsSuccess)
                    logger.NotSent(aeTitle, status.ToString());
                await Task.Delay(options.ImageEvery, clock, stopping).ConfigureAwait(false);
            }
            await client.ReleaseAsync(stopping).ConfigureAwait(false);
        }
    }

    private async Task DoAsPersonAsync(
        DemoArrival arrival, CaseId to, Message body, string account, string role)
    {
        if (!world.SignedIn(account))
            await DoAsync(arrival, body.GetType().Name, to, body, account, role).ConfigureAwait(false);
    }

    private async Task<Outcome?> DoAsync(
        DemoArrival arrival, string name, ActorId to, Message body, string account, string role)
    {
        var command = new Command(
            new CommandId($"demo-{name}:{arrival.AccessionNumber}"), arrival.Territory.Id,
            Microseconds.Truncate(clock.GetUtcNow()), new Identity(account, role), to, body);
        try
        {
            return await world.Send(command).ConfigureAwait(false);
        }
        catch (TerritoryUnavailableException unavailable)
        {
            logger.ActUnavailable(name, unavailable.Reason);
            return null;
        }
    }

    private Task PauseAsync(
        DemoArrival arrival, string word, double min, double max, CancellationToken stopping) =>
        Task.Delay(arrival.Chance.For(word).Seconds(min, max), clock, stopping);
}
