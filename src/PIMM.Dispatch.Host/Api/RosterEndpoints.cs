using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>Who is here, and who is on duty.</summary>
public static class RosterEndpoints
{
    public static void MapRoster(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/me/presence", SetPresenceAsync).WithMetadata(new Requires(Operation.SetPresence))
            .WithSummary("Présence du radiologue connecté : dans un territoire, ou dans tous les siens.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/territories/{territory}/duties", PutOnDutyAsync)
            .WithMetadata(new Requires(Operation.PlanDuty))
            .WithSummary("Met un radiologue de garde, sur une plage du planning ou librement.")
            .Produces<ReaderDto>()
            .ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapPost("/api/territories/{territory}/duties/{duty}/take-over", TakeOverAsync)
            .WithMetadata(new Requires(Operation.TakeOverDuty))
            .WithSummary("Reprend la garde d’un autre, en un seul acte motivé.")
            .Produces<ReaderDto>()
            .ProducesProblem(StatusCodes.Status409Conflict);
        MapEditing(routes);
    }

    private static void MapEditing(IEndpointRouteBuilder routes)
    {
        var edit = new Requires(Operation.EditRoster);
        routes.MapDelete("/api/territories/{territory}/duties/{duty}", CancelDutyAsync).WithMetadata(edit)
            .WithSummary("Retire une garde du planning, ou y met fin ; reason dit pourquoi.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/territories/{territory}/duties/{duty}/correction", CorrectDutyAsync)
            .WithMetadata(edit)
            .WithSummary("Corrige le réalisé d’une garde terminée.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/territories/{territory}/absences", RecordAbsenceAsync).WithMetadata(edit)
            .WithSummary("Note l’absence d’un radiologue ; ses gardes deviennent des conflits.");
        routes.MapDelete("/api/territories/{territory}/absences/{absence}", CancelAbsenceAsync)
            .WithMetadata(edit)
            .WithSummary("Retire une absence.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/territories/{territory}/gaps/external", GiveSlotsAsync).WithMetadata(edit)
            .WithSummary("Confie des plages à la société externe, avec le motif.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/territories/{territory}/gaps/take-back", TakeSlotsBackAsync).WithMetadata(edit)
            .WithSummary("Reprend des plages confiées à la société externe.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> SetPresenceAsync(
        PresenceBody body, HttpContext context, TerritoryNode node, Commands commands,
        CancellationToken cancellation)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.SetPresence);
        var presence = Field.Word<Presence>(body.Presence, "presence");
        var territories = body.Territory is { } one
            ? [node.Served(grant, one)]
            : grant.Account.Territories.Select(node.Find).OfType<ServedTerritory>().ToList();
        foreach (var territory in territories.Where(t => t.Settings.Readers.ContainsKey(grant.Reader!.Value)))
        {
            var outcome = await commands.SendAsync(
                grant, territory, "presence", key, grant.Reader!.Value, new SetPresence(presence),
                cancellation);
            if (outcome is Outcome.Refused refused)
                throw Refused.Because(refused.Refusal, territory.Settings);
        }
        return Results.NoContent();
    }

    private static async Task<ReaderDto> PutOnDutyAsync(
        string territory, DutyBody body, HttpContext context, TerritoryNode node, Commands commands,
        DutyDesk desk, TimeProvider clock)
    {
        var key = CommandKey.Of(context);
        var grant = Grant.For(Caller.Of(context), Operation.PlanDuty);
        var served = node.Served(grant, territory);
        var duty = RosterParsing.Duty(body, served.Settings, clock.GetUtcNow());
        if (grant.Scope == Scope.Own && duty.Reader != grant.Reader)
            throw ProblemException.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);
        var command = commands.Make(
            grant, served, RosterParsing.WhatOf(duty, body), key, ActorId.Roster, duty);
        await desk.PlanAsync(served, command, duty.Reader, duty.From, duty.Until);
        return served.Screen.Current.Readers[duty.Reader];
    }

    private static async Task<ReaderDto> TakeOverAsync(
        string territory, string duty, TakeOverBody body, HttpContext context, TerritoryNode node,
        Commands commands, DutyDesk desk, TimeProvider clock)
    {
        var key = CommandKey.Of(context);
        duty = Field.Required(duty, "duty", Field.IdLengthMax);
        var grant = Grant.For(Caller.Of(context), Operation.TakeOverDuty);
        var served = node.Served(grant, territory);
        var reader = Field.Optional(body.Reader, "reader", Field.IdLengthMax) is { } other
            ? new ReaderId(other)
            : grant.Caller.Account.Reader ?? throw Field.Missing("reader");
        if (grant.Scope == Scope.Own && reader != grant.Reader)
            throw ProblemException.Of(ProblemCodes.Forbidden, StatusCodes.Status403Forbidden);
        var reason = Field.Required(body.Reason, "reason", Field.ReasonLengthMax);
        var command = commands.Make(
            grant, served, $"take-over/{reader}/{duty}", key, ActorId.Roster,
            new TakeOverDuty(duty, reader, reason));
        var now = clock.GetUtcNow();
        var was = desk.RosterOf(served.Id)?.Duties.GetValueOrDefault(duty);
        if (was is null)
            Check(await commands.SendAsync(served, command, CancellationToken.None), served);
        else
            await desk.PlanAsync(
                served, command, reader, was.From < now ? now : was.From, was.Until);
        await desk.GiveBackAsync(served, was);
        return served.Screen.Current.Readers[reader];
    }

    private static async Task<IResult> CancelDutyAsync(
        string territory, string duty, string? reason, HttpContext context, TerritoryNode node,
        Commands commands, DutyDesk desk)
    {
        var why = Field.Required(reason, "reason", Field.ReasonLengthMax);
        duty = Field.Required(duty, "duty", Field.IdLengthMax);
        var was = desk.RosterOf(new TerritoryId(territory))?.Duties.GetValueOrDefault(duty);
        var served = await SendAsync(
            territory, $"cancel-duty/{duty}", new CancelDuty(duty, why), context, node, commands);
        await desk.GiveBackAsync(served, was);
        return Results.NoContent();
    }

    private static async Task<IResult> CorrectDutyAsync(
        string territory, string duty, CorrectionBody body, HttpContext context, TerritoryNode node,
        Commands commands, TimeProvider clock)
    {
        duty = Field.Required(duty, "duty", Field.IdLengthMax);
        await SendAsync(
            territory, $"correct-duty/{duty}", RosterParsing.Correction(duty, body, clock.GetUtcNow()),
            context, node, commands);
        return Results.NoContent();
    }

    private static async Task<AbsenceDto> RecordAbsenceAsync(
        string territory, AbsenceBody body, HttpContext context, TerritoryNode node, Commands commands,
        TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.EditRoster);
        var served = node.Served(grant, territory);
        var absence = RosterParsing.Absence(body, clock.GetUtcNow());
        var outcome = Check(
            await commands.SendAsync(
                grant, served, "absence", CommandKey.Of(context), ActorId.Roster, absence,
                CancellationToken.None), served);
        return new AbsenceDto(
            outcome.Answer!, absence.Reader.Value, served.Settings.Readers[absence.Reader].Name, absence.From,
            absence.Until);
    }

    private static async Task<IResult> CancelAbsenceAsync(
        string territory, string absence, HttpContext context, TerritoryNode node, Commands commands)
    {
        absence = Field.Required(absence, "absence", Field.IdLengthMax);
        await SendAsync(
            territory, $"cancel-absence/{absence}", new CancelAbsence(absence), context, node, commands);
        return Results.NoContent();
    }

    private static async Task<IResult> GiveSlotsAsync(
        string territory, GiveSlotsBody body, HttpContext context, TerritoryNode node, Commands commands)
    {
        await SendAsync(
            territory, "give-slots", new GiveSlotsToProvider(
                new ProviderId(Field.Required(body.Provider, "provider", Field.IdLengthMax)),
                RosterParsing.SlotIds(body.Slots),
                Field.Required(body.Reason, "reason", Field.ReasonLengthMax)), context, node, commands);
        return Results.NoContent();
    }

    private static async Task<IResult> TakeSlotsBackAsync(
        string territory, TakeSlotsBackBody body, HttpContext context, TerritoryNode node, Commands commands)
    {
        await SendAsync(
            territory, "take-slots-back", new TakeSlotsBack(
                RosterParsing.SlotIds(body.Slots),
                Field.Required(body.Reason, "reason", Field.ReasonLengthMax)), context, node, commands);
        return Results.NoContent();
    }

    private static async Task<ServedTerritory> SendAsync(
        string territory, string what, Message message, HttpContext context, TerritoryNode node,
        Commands commands)
    {
        var grant = Grant.For(Caller.Of(context), Operation.EditRoster);
        var served = node.Served(grant, territory);
        Check(
            await commands.SendAsync(
                grant, served, what, CommandKey.Of(context), ActorId.Roster, message, CancellationToken.None),
            served);
        return served;
    }

    private static Outcome.Accepted Check(Outcome outcome, ServedTerritory territory) =>
        outcome as Outcome.Accepted
        ?? throw Refused.Because(((Outcome.Refused)outcome).Refusal, territory.Settings);
}
