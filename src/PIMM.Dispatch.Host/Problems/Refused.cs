using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Problems;

/// <summary>
/// From a refusal of the rules to a problem: its status, and who has the case when that is why.
/// </summary>
public static class Refused
{
    public static ProblemException Because(Refusal refusal, TerritorySettings settings)
    {
        var problem = Problem.Of(refusal.Code, StatusOf(refusal.Code));
        if (refusal.Detail is not { } detail
            || !settings.Readers.TryGetValue(new ReaderId(detail), out var reader))
            return new ProblemException(problem);
        var title = refusal.Code == Refusals.CaseTaken
            ? $"Ce dossier est déjà pris en charge par {reader.Name}."
            : ProblemTexts.TitleOf(refusal.Code);
        return new ProblemException(
            problem with { Title = title, Reader = detail, ReaderName = reader.Name });
    }

    /// <summary>The report waits for a part: which, and who has it.</summary>
    public static ProblemException Unread(CaseState part, TerritorySettings settings)
    {
        var reader = part.Reader is { } id ? settings.Readers.GetValueOrDefault(id) : null;
        var who = reader is null ? "personne ne l’a prise" : $"elle est chez {reader.Name}";
        var problem = Problem.Of(Refusals.PartsUnread, StatusOf(Refusals.PartsUnread));
        return new ProblemException(problem with
        {
            Title = $"La partie « {part.Part?.Label} » n’est pas encore lue : {who}.",
            Reader = reader?.Id.Value, ReaderName = reader?.Name,
        });
    }

    private static int StatusOf(string code) => code switch
    {
        Refusals.CaseUnknown or Refusals.StudyUnknown or Refusals.NoticeUnknown or Refusals.DutyUnknown
            or Refusals.AbsenceUnknown or Refusals.HandoverUnknown or Refusals.NoSuchFlag
            or Refusals.AlertUnknown or Refusals.NoSuchPart =>
            StatusCodes.Status404NotFound,
        Refusals.TextMissing or Refusals.ReaderUnknown
        or Refusals.ProviderUnknown or Refusals.EstablishmentUnknown
            or Refusals.InstantInThePast or Refusals.DutyEndsBeforeItStarts
            or Refusals.AbsenceEndsBeforeItStarts or Refusals.SlotUnknown or Refusals.DutyOutsideSlot
            or Refusals.FlagUnknown or Refusals.PartsOutOfRange =>
            StatusCodes.Status422UnprocessableEntity,
        Refusals.CommandQuarantined => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status409Conflict,
    };
}
