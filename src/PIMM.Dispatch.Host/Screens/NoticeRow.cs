using PIMM.Dispatch.Cluster.Views;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>A notice that nobody has acknowledged, and who must know of it.</summary>
/// <param name="Case">What it speaks of; null: a duty.</param>
public sealed record NoticeRow(
    NoticeId Id, CaseState? Case, OpenNotice Notice, NoticeDto Written)
{
    public Urgency? Urgency => Case?.Classification!.Urgency;

    /// <summary>A case presses until somebody has heard; a duty is told once.</summary>
    public bool Repeats => Case is not null;

    public static NoticeRow Of(CaseState item, OpenNotice notice, TerritorySettings settings)
    {
        var id = NoticeId.Of(item.Id, notice.Number);
        var urgency = item.Classification!.Urgency;
        var hospital = settings.Establishments.GetValueOrDefault(item.Establishment)?.Name
            ?? item.Establishment.Value;
        var written = new NoticeDto(
            id.ToString(), notice.Sequence, Words.Of(notice.Kind), item.Id.Value,
            Words.Of(urgency), notice.At,
            notice.DueAt, NoticeTexts.Of(notice.Kind, urgency, hospital, ExamLabel.Of(item, settings)), 0);
        return new NoticeRow(id, item, notice, written);
    }

    public static NoticeRow OfRoster(OpenNotice notice, TerritorySettings settings)
    {
        var id = NoticeId.OfRoster(settings.Id, notice.Number);
        return new NoticeRow(id, null, notice, new NoticeDto(
            id.ToString(), notice.Sequence, Words.Of(notice.Kind), null, null, notice.At, notice.DueAt,
            NoticeTexts.OfDuty(notice.Kind, settings.LocalTime(notice.DueAt!.Value), settings.Name), 0));
    }
}

/// <summary>Who is meant by an audience.</summary>
public static class Audiences
{
    /// <summary>Whether a notice is for this account, as things stand in the view.</summary>
    /// <param name="item">The case that it speaks of; null: a duty.</param>
    public static bool Includes(
        this OpenNotice notice, Account account, TerritoryView view, CaseState? item,
        TerritorySettings settings)
    {
        var audience = notice.Audience;
        if (!audience.Concerns(account, view.Territory))
            return false;
        return audience.Kind is not (AudienceKind.Readers or AudienceKind.Present or AudienceKind.OnCall)
            || (item is not null
                && view.Readers.GetValueOrDefault(account.Reader!.Value) is ReaderState reader
                && Escalation.Reaches(audience, item, account.Reader.Value, reader, settings, notice.At));
    }

    /// <summary>Whether the notice can ever be for this account.</summary>
    public static bool Concerns(this Audience audience, Account account, TerritoryId territory) =>
        account.IsIn(territory) && audience.Kind switch
        {
            AudienceKind.Reader => account.Has(Role.Reader) && account.Reader?.Value == audience.Key,
            AudienceKind.Readers or AudienceKind.Present or AudienceKind.OnCall =>
                account.Has(Role.Reader) && account.Reader is not null,
            AudienceKind.Coordinators => account.Has(Role.Coordinator),
            AudienceKind.Provider => account.Has(Role.Provider) && account.Provider?.Value == audience.Key,
            AudienceKind.Regulators => account.Has(Role.Regulator),
            AudienceKind.Requesters => account.Has(Role.Requester) && WorksAt(account, audience, territory),
            AudienceKind.Technologists =>
                account.Has(Role.Technologist) && WorksAt(account, audience, territory),
            _ => false,
        };

    private static bool WorksAt(Account account, Audience audience, TerritoryId territory) =>
        account.WorksAt(territory, new EstablishmentId(audience.Key));
}
