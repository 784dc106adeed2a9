using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Hand-overs minute by minute, and what the external providers have.</summary>
public static class HandoverEndpoints
{
    /// <summary>What ended longer ago is in the journal alone.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(24);

    public static void MapHandovers(this IEndpointRouteBuilder routes)
    {
        const string all = "/api/territories/{territory}/handovers";
        routes.MapGet(all, List).WithMetadata(new Requires(Operation.ReadHandovers))
            .WithSummary("Les relèves en cours et celles des dernières 24 heures, dossier par dossier.");
        routes.MapPost(all, OpenAsync).WithMetadata(new Requires(Operation.OpenHandover))
            .WithSummary("Transmet les dossiers non commencés d’un radiologue.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost(all + "/{id}/accept", AcceptAsync).WithMetadata(new Requires(Operation.AnswerHandover))
            .WithSummary("Accepte tous les dossiers d’une relève.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost(all + "/{id}/decline", DeclineAsync)
            .WithMetadata(new Requires(Operation.AnswerHandover))
            .WithSummary("Refuse une relève, avec le motif.").ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/api/territories/{territory}/providers", Providers)
            .WithMetadata(new Requires(Operation.ReadProviders))
            .WithSummary("Les sociétés externes : capacité restante, file, dossiers rendus.");
    }

    private static IReadOnlyList<HandoverDto> List(
        string territory, HttpContext context, TerritoryNode node, TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadHandovers);
        var (served, now) = (node.Served(grant, territory), clock.GetUtcNow());
        return
        [
            .. Handovers(served).Where(handover => MaySee(grant, handover)
                    && (handover.EndedAt is not { } ended || now - ended <= Shown))
                .OrderByDescending(handover => handover.OpenedAt).ThenBy(handover => handover.Id)
                .Select(handover => ExternalDtos.Of(handover, served.Screen.Current, now)),
        ];
    }

    private static async Task<IReadOnlyList<HandoverDto>> OpenAsync(
        string territory, HandoverBody body, HttpContext context, TerritoryNode node, Commands commands,
        TimeProvider clock, CancellationToken cancellation)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.OpenHandover);
        var served = node.Served(grant, territory);
        var from = new ReaderId(Field.Required(body.Reader, "reader", Field.IdLengthMax));
        var outcome = await commands.SendAsync(
            grant, served, "handover", key, ActorId.Dispatcher,
            new HandOverCasesOf(from, Boundary.CoordinatorsWord), cancellation);
        if (outcome is Outcome.Refused refused)
            throw Refused.Because(refused.Refusal, served.Settings);
        return
        [
            .. Handovers(served).Where(handover => handover.IsOpen && handover.From == from)
                .Select(handover => ExternalDtos.Of(handover, served.Screen.Current, clock.GetUtcNow())),
        ];
    }

    private static Task<HandoverDto> AcceptAsync(
        string territory, string id, HandoverAnswerBody body, HttpContext context, TerritoryNode node,
        Commands commands, TimeProvider clock, CancellationToken cancellation) =>
        AnswerAsync(
            territory, id, body, (by, _) => new AcceptHandover(id, by), context, node, commands, clock,
            cancellation);

    private static Task<HandoverDto> DeclineAsync(
        string territory, string id, HandoverAnswerBody body, HttpContext context, TerritoryNode node,
        Commands commands, TimeProvider clock, CancellationToken cancellation) =>
        AnswerAsync(
            territory, id, body, (by, reason) => new DeclineHandover(
                id, by, Field.Required(reason, "reason", Field.ReasonLengthMax)),
            context, node, commands, clock, cancellation);

    private static async Task<HandoverDto> AnswerAsync(
        string territory, string id, HandoverAnswerBody body, Func<ActorId, string?, Message> answer,
        HttpContext context, TerritoryNode node, Commands commands, TimeProvider clock,
        CancellationToken cancellation)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.AnswerHandover);
        var served = node.Served(grant, territory);
        var by = grant.Own ?? PartyOf(body.By, served.Settings);
        var outcome = await commands.SendAsync(
            grant, served, $"handover/{id}", key, ActorId.Roster, answer(by, body.Reason), cancellation);
        return outcome is Outcome.Refused refused
            ? throw Refused.Because(refused.Refusal, served.Settings)
            : ExternalDtos.Of(
                Handovers(served).Single(handover => handover.Id == id), served.Screen.Current,
                clock.GetUtcNow());
    }

    private static IReadOnlyList<ProviderDto> Providers(
        string territory, HttpContext context, TerritoryNode node, TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadProviders);
        var screen = node.Served(grant, territory).Screen.Current;
        return
        [
            .. screen.Settings.ExternalProviders.Values
                .Where(provider => grant.Scope != Scope.Own || provider.Id == grant.Account.Provider)
                .Select(provider => ExternalDtos.Of(provider, screen, clock.GetUtcNow())),
        ];
    }

    /// <summary>For whom the coordinator answers.</summary>
    private static ActorId PartyOf(string? by, TerritorySettings settings)
    {
        var name = Field.Required(by, "by", Field.IdLengthMax);
        return settings.ExternalProviders.ContainsKey(new ProviderId(name))
            ? new ProviderId(name)
            : new ReaderId(name);
    }

    /// <summary>A provider sees what it was asked to take, and nothing else.</summary>
    private static bool MaySee(Grant grant, Handover handover) =>
        grant.Role != Role.Provider || (grant.Own is { } self
            && (handover.IsTo(self) || handover.AcceptedBy == self));

    private static IEnumerable<Handover> Handovers(ServedTerritory served) =>
        (served.Screen.Current.View.Roster as RosterState)?.Handovers.Values ?? [];
}
