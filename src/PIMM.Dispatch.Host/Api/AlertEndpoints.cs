using System.Text.Json;
using System.Text.RegularExpressions;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>The ledger of a territory, and what the gateway says of what it took.</summary>
public static partial class AlertEndpoints
{
    private const int LinesMax = 200;
    private const int ReceiptBytesMax = 4_096;

    private static readonly TimeSpan Shown = TimeSpan.FromDays(7);

    /// <summary>Whoever can have to be told in the night.</summary>
    private static readonly Role[] Called = [Role.Reader, Role.Coordinator, Role.Regulator, Role.Provider];

    private enum ReceiptStatus { Delivered, Failed, Acknowledged }

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/territories/{territory}/alerts", Get)
            .WithMetadata(new Requires(Operation.ReadAlerts))
            .WithSummary(
                "Qui peut être joint et comment, sans les numéros, et le registre des envois ; "
                + "account : d’une seule personne.");
        routes.MapPost("/api/alert-receipts", ReceiveAsync).WithMetadata(new OpenToAll())
            .Accepts<AlertReceiptBody>("application/json")
            .WithSummary("Accusé de la passerelle SMS ou voix, signé comme les envois (PIMM-Signature).")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static TerritoryAlertsDto Get(
        string territory, string? account, HttpContext context, TerritoryNode node, AccountDirectory accounts,
        ContactDirectory contacts, TimeProvider clock)
    {
        var grant = Grant.For(Caller.Of(context), Operation.ReadAlerts);
        var served = node.Served(grant, territory);
        var now = clock.GetUtcNow();
        var people =
            from person in accounts.All
            where person.IsIn(served.Id) && person.Roles.Any(Called.Contains)
                && (account is null || person.User == account)
            let written = AlertDtos.Of(
                person, contacts.Of(person.User), served.Ledger, served.NextDuty(person, now))
            orderby written.Reachable, written.NextDutyAt ?? DateTimeOffset.MaxValue, written.Name
            select written;
        return new TerritoryAlertsDto(
            served.Id.Value, AlertDtos.FailingOf(served.Ledger), [.. people],
            [.. served.Alerts.Current.State.Newest(account, now - Shown, LinesMax).Select(AlertDtos.Of)]);
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, PimmOptions options, TerritoryNode node, Commands commands,
        AccountDirectory accounts, NoticeAcknowledging notices, TimeProvider clock,
        CancellationToken cancellation)
    {
        var bytes = await SignedBodyAsync(context, options.Alerts, clock, cancellation);
        var body = JsonSerializer.Deserialize<AlertReceiptBody>(bytes, ApiJson.Options)
            ?? throw ProblemException.Of(ProblemCodes.BodyMalformed, StatusCodes.Status400BadRequest);
        var status = Field.Word<ReceiptStatus>(body.Status, "status");
        if (body.Code is { } given && !CodeForm().IsMatch(given))
            throw Field.Invalid("code");
        var slash = body.Id.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || node.Find(new TerritoryId(body.Id[..slash])) is not { } territory)
            throw Unknown();
        var id = new AlertId(body.Id[(slash + 1)..]);
        if (!territory.Ledger.Alerts.TryGetValue(id, out var known))
            throw Unknown();
        var code = status == ReceiptStatus.Failed ? body.Code ?? "undelivered" : null;
        var outcome = await commands.SendAsync(
            territory,
            new Command(
                new CommandId($"receipt/{id}/{body.Status}"), territory.Id, clock.GetUtcNow(),
                new Identity("gateway", "system"), ActorId.Alerts, new RecordReceipt(id, code)),
            cancellation);
        if (outcome is Outcome.Refused refused)
            throw Refused.Because(refused.Refusal, territory.Settings);
        if (status == ReceiptStatus.Acknowledged && accounts.Find(known.Alert.Account) is { } account)
            await notices.RunAsync(
                CallerOf(account, clock.GetUtcNow()), known.Alert.Notice.ToString(), cancellation);
        return Results.NoContent();
    }

    /// <summary>The person acts with a key of the telephone: no session, the gateway vouches.</summary>
    private static Caller CallerOf(Account account, DateTimeOffset now) =>
        new(new Session("gateway", account.User, now, now), account);

    /// <exception cref="ProblemException">401: not signed, or not lately.</exception>
    private static async Task<byte[]> SignedBodyAsync(
        HttpContext context, AlertOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var bytes = new byte[ReceiptBytesMax + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(
            bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > ReceiptBytesMax)
            throw ProblemException.Of(
                ProblemCodes.BodyTooLarge, StatusCodes.Status413PayloadTooLarge);
        Array.Resize(ref bytes, length);
        var header = context.Request.Headers[WebhookSignature.Header].ToString();
        return options.WebhookSecret.Length > 0
            && WebhookSignature.IsGood(header, options.WebhookSecret, clock.GetUtcNow(), bytes)
                ? bytes
                : throw ProblemException.Of(
                    ProblemCodes.SignatureInvalid, StatusCodes.Status401Unauthorized);
    }

    private static ProblemException Unknown() =>
        ProblemException.Of(Refusals.AlertUnknown, StatusCodes.Status404NotFound);

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,40}\z")]
    private static partial Regex CodeForm();
}
