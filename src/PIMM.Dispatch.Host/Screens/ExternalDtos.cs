using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Texts;

namespace PIMM.Dispatch.Host.Screens;

/// <summary>Owners, hand-overs and providers as they cross the wire; none names a patient.</summary>
internal static class ExternalDtos
{
    public static OwnerDto? OwnerOf(CaseState item, TerritorySettings settings) =>
        CaseOwner.Of(item) is not { } owner ? null : new OwnerDto(
            Words.Of(owner.Kind), owner.Key.Length == 0 ? null : owner.Key,
            NameOf(owner, settings) is { } name
                ? $"{ExternalTexts.Of(owner.Kind)} : {name}" : ExternalTexts.Of(owner.Kind));

    public static ExternalDto? Of(Externalisation? external, TerritorySettings settings) =>
        external is null ? null : new ExternalDto(
            external.Provider.Value, NameOf(external.Provider, settings), external.SentAt,
            external.AcceptedAt, Words.Of(external.Subsidiarity.DecidedBy),
            [
                .. external.Subsidiarity.Tried.Select(tried => new LevelTriedDto(
                    Words.Of(tried.Level), Words.Of(tried.Why), tried.OverMinutes, ExternalTexts.Of(tried))),
            ],
            ExternalTexts.Of(external.Subsidiarity));

    public static HandoverDto Of(Handover handover, ScreenState screen, DateTimeOffset now) => new(
        handover.Id, Words.Of(handover.Boundary), ExternalTexts.Of(handover.Boundary), handover.From.Value,
        NameOf(handover.From, screen.Settings), [.. handover.To.Select(reader => reader.Value)],
        handover.Provider?.Value, Words.Of(handover.Status), ExternalTexts.Of(handover.Status),
        handover.OpenedAt, WholeMinutes(now - handover.OpenedAt), handover.AcceptedBy?.Key, handover.EndedAt,
        [
            .. handover.Cases.Select(screen.Cases.GetValueOrDefault).OfType<CaseRow>()
                .Select(row => Of(row.State, screen.Settings, now)),
        ]);

    public static ProviderDto Of(ExternalProviderSettings provider, ScreenState screen, DateTimeOffset now)
    {
        var state = screen.View.Providers.GetValueOrDefault(provider.Id) as ProviderState
            ?? ProviderState.Initial;
        return new ProviderDto(
            provider.Id.Value, provider.Name, provider.Lanes,
            state.CapacityLeft(provider, screen.Settings.LocalTime(now)), state.LaneFreeAt(provider, now),
            provider.CentsPerExam, state.Read, state.Returned,
            [
                .. state.Queue.Values.OrderBy(item => item.SentAt).Select(item => new ProviderCaseDto(
                    item.Case.Value,
                    item.AcceptedAt is null ? "sent"
                    : state.IsReading(item.Case, provider) ? "reading" : "accepted",
                    item.Minutes, item.SentAt, item.AcceptedAt)),
            ]);
    }

    private static HandoverCaseDto Of(CaseState item, TerritorySettings settings, DateTimeOffset now) => new(
        item.Id.Value, Words.Of(item.Classification!.Urgency), Words.Of(item.Status), OwnerOf(item, settings),
        item.Target?.DueAt,
        item is { Unsigned: true, Target: { } target } ? WholeMinutes(target.DueAt - now) : null);

    private static int WholeMinutes(TimeSpan span) => (int)Math.Floor(span.TotalMinutes);

    private static string? NameOf(CaseOwner owner, TerritorySettings settings) => owner.Kind switch
    {
        OwnerKind.Reader or OwnerKind.OfferedReader => NameOf(new ReaderId(owner.Key), settings),
        OwnerKind.Provider => NameOf(new ProviderId(owner.Key), settings),
        OwnerKind.Technologists or OwnerKind.Requesters =>
            settings.Establishments.GetValueOrDefault(new EstablishmentId(owner.Key))?.Name ?? owner.Key,
        _ => null,
    };

    private static string NameOf(ReaderId reader, TerritorySettings settings) =>
        settings.Readers.GetValueOrDefault(reader)?.Name ?? reader.Value;

    private static string NameOf(ProviderId provider, TerritorySettings settings) =>
        settings.ExternalProviders.GetValueOrDefault(provider)?.Name ?? provider.Value;
}
