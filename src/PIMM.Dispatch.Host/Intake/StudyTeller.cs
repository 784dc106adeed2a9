using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Dicom.Storage;
using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Host.Intake;

/// <summary>
/// Tells territories of the images that are durable. A study's marker is removed only after the outcome of a
/// telling that covers everything: whatever ends the process, nothing that was acknowledged to a sender is
/// forgotten.
/// </summary>
internal sealed class StudyTeller(
    NewsBoard board, StudyStore store, SendCommand send, TimeProvider clock, ILogger logger)
{
    /// <summary>
    /// Tellings at the same time, so that a start after a long stop does not fill every mailbox.
    /// </summary>
    private const int AtOnceMax = 256;

    /// <summary>Tells of all that is due.</summary>
    public Task TellDueAsync() =>
        Task.WhenAll(board.Due(clock.GetUtcNow(), AtOnceMax).Select(study => TellAsync(study)));

    /// <summary>
    /// Tells the study as it stands, after the telling that may be under way. Completes when there is an
    /// outcome, or when there was none and a later try is set.
    /// </summary>
    /// <returns>Why the territory refuses the study; null when it takes it, or could not be asked.</returns>
    public async Task<Refusal?> TellAsync(StudyNews study)
    {
        (int Count, bool Open)? begun;
        while ((begun = board.Begin(study, out var underWay)) is null)
            await underWay.ConfigureAwait(false);
        var (count, open) = begun.Value;
        switch (await TryAskAsync(study, count, open).ConfigureAwait(false))
        {
            case Outcome.Refused { Refusal: var refusal }:
                board.Refused(study, refusal, clock.GetUtcNow());
                logger.StudyRefused(study.Key.Scope, study.Key.Establishment, refusal.Code);
                return refusal;
            case Outcome.Accepted when board.Accepted(study, count, !open, clock.GetUtcNow()):
                await ClearAsync(study, count).ConfigureAwait(false);
                return null;
            default:
                return null;
        }
    }

    /// <summary>
    /// The id of a telling: the same establishment, study, count and state of sending give the same id, so
    /// that a repeat meets the first outcome.
    /// </summary>
    public static CommandId IdOf(StudyKey study, int count, bool open)
    {
        const int IdLength = 32;
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{study.Scope}\n{study.Establishment}\n{study.StudyInstanceUid}\n{count}\n")
            + (open ? "open" : "closed");
        return new CommandId(
            "dicom-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..IdLength]);
    }

    /// <summary>The outcome; null when there was none, and a later try is set.</summary>
    private async Task<Outcome?> TryAskAsync(StudyNews study, int count, bool open)
    {
        try
        {
            return await AskAsync(study, count, open).ConfigureAwait(false);
        }
        catch (TerritoryUnavailableException unavailable)
        {
            board.Failed(study, clock.GetUtcNow());
            IntakeMetrics.TellFailed(study.Caller.Territory.Id);
            logger.TellFailed(
                study.Key.Scope, study.Key.Establishment, unavailable.Reason, study.State.Failures);
            return null;
        }
        catch
        {
            board.Failed(study, clock.GetUtcNow());
            throw;
        }
    }

    /// <summary>
    /// Sends the command. A refusal is asked again once under an id of this instant: the stored one may be of
    /// another day, before the establishment was connected.
    /// </summary>
    private async Task<Outcome> AskAsync(StudyNews study, int count, bool open)
    {
        var command = CommandOf(study, count, open);
        var outcome = await send(command).ConfigureAwait(false);
        if (outcome is not Outcome.Refused)
            return outcome;
        var id = string.Create(CultureInfo.InvariantCulture, $"{command.Id}-{command.At.UtcTicks}");
        return await send(command with { Id = new CommandId(id) }).ConfigureAwait(false);
    }

    private Command CommandOf(StudyNews study, int count, bool open) => new(
        IdOf(study.Key, count, open),
        study.Caller.Territory.Id,
        Microseconds.Truncate(clock.GetUtcNow()),
        new Identity(study.Key.Establishment, "dicom"),
        study.Caller.Establishment.Id,
        new StudyArrived(study.Facts, count, open));

    private async Task ClearAsync(StudyNews study, int count)
    {
        try
        {
            if (await store.ClearPendingAsync(study.Key, count).ConfigureAwait(false))
                board.Cleared(study);
        }
        catch (IOException failure)
        {
            // The marker stays: the study is told again at the next start, which changes nothing.
            logger.MarkerStays(failure, study.Key.Scope, study.Key.Establishment);
            board.Cleared(study);
        }
    }
}
