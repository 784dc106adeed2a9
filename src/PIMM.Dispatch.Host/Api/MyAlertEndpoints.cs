using System.Text.RegularExpressions;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Alerts.WebPush;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Screens;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;

namespace PIMM.Dispatch.Host.Api;

/// <summary>What a person says of how to be reached; nobody but that person sees or changes it.</summary>
public static partial class MyAlertEndpoints
{
    private const int LinesMax = 50;
    private const int EndpointLengthMax = 1_024;
    private const int KeyLengthMax = 128;
    private const int NumberLengthMax = 24;

    private static readonly TimeSpan Shown = TimeSpan.FromDays(7);

    public static void MapMyAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/me/alerts", Get).WithMetadata(new SignedIn())
            .WithSummary("Comment le compte connecté est joint hors de l’écran, et ce qui lui a été envoyé.");
        routes.MapPost("/api/me/contacts", AddAsync).WithMetadata(new SignedIn())
            .WithSummary("Ajoute un navigateur, un numéro pour les SMS ou un numéro pour les appels.")
            .Produces<ContactDto>();
        routes.MapDelete("/api/me/contacts/{contact}", RemoveAsync).WithMetadata(new SignedIn())
            .WithSummary("Retire un moyen d’être joint ; il n’en reste rien.")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/api/me/contacts/{contact}/test", TestAsync).WithMetadata(new SignedIn())
            .WithSummary("Envoie un essai, de bout en bout.")
            .Produces<ContactTestDto>()
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        routes.MapPost("/api/acknowledgements", AcknowledgeAsync)
            .WithMetadata(new Requires(Operation.AcknowledgeNotice))
            .WithSummary("Prend connaissance d’un avis, sans écran : depuis une notification.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static MyAlertsDto Get(
        HttpContext context, TerritoryNode node, ContactDirectory contacts, AlertOutlets outlets, Vapid vapid,
        TimeProvider clock)
    {
        var account = Caller.Of(context).Account;
        var territories = account.Territories.Select(node.Find).OfType<ServedTerritory>().ToList();
        var ledgers = territories.Select(territory => territory.Ledger).ToList();
        var now = clock.GetUtcNow();
        return new MyAlertsDto(
            vapid.PublicKey,
            [.. Enum.GetValues<AlertChannel>().Where(outlets.Has).Select(Words.Of)],
            [.. ledgers.SelectMany(AlertDtos.FailingOf).Distinct()],
            territories.Min(territory => territory.NextDuty(account, now)),
            [.. contacts.Of(account.User).Select(contact => Written(contact, ledgers))],
            territories is [var usual, ..] ? AlertDtos.Of(usual.Settings.Alerts.At(now)) : [],
            [.. territories
                .SelectMany(territory =>
                    territory.Alerts.Current.State.Newest(account.User, now - Shown, LinesMax))
                .OrderByDescending(line => line.At).Take(LinesMax).Select(AlertDtos.Of)]);
    }

    private static async Task<ContactDto> AddAsync(
        ContactBody body, HttpContext context, ContactDesk desk, PushAddress addresses,
        CancellationToken cancellation)
    {
        var account = Caller.Of(context).Account;
        var channel = Field.Word<AlertChannel>(body.Channel, "channel");
        var label = Field.Optional(body.Label, "label", Field.NameLengthMax) ?? "";
        var added = channel == AlertChannel.Push
            ? await desk.AddAsync(
                account, channel, label, null, TargetOf(body.Push, addresses), cancellation)
            : await desk.AddAsync(account, channel, label, NumberOf(body.Number), null, cancellation);
        return AlertDtos.Of(added, []);
    }

    private static async Task<IResult> RemoveAsync(
        string contact, HttpContext context, ContactDirectory contacts, ContactDesk desk,
        CancellationToken cancellation)
    {
        var account = Caller.Of(context).Account;
        await desk.RemoveAsync(account, OwnOf(account, contact, contacts).Id, cancellation);
        return Results.NoContent();
    }

    private static async Task<ContactTestDto> TestAsync(
        string contact, HttpContext context, ContactDirectory contacts, ContactDesk desk,
        CancellationToken cancellation)
    {
        var key = CommandKey.Of(context);
        var account = Caller.Of(context).Account;
        var result = await desk.TestAsync(account, OwnOf(account, contact, contacts), key, cancellation);
        return new ContactTestDto(result.End == TryEnd.Sent, result.Code);
    }

    private static async Task<IResult> AcknowledgeAsync(
        AcknowledgementBody body, HttpContext context, NoticeAcknowledging notices,
        CancellationToken cancellation)
    {
        await notices.RunAsync(Caller.Of(context), body.Notice, cancellation);
        return Results.NoContent();
    }

    private static ContactDto Written(Contact contact, IEnumerable<AlertsState> ledgers) => AlertDtos.Of(
        contact,
        [.. ledgers.Select(ledger => ledger.Contacts.GetValueOrDefault(contact.Id)).OfType<ContactHealth>()]);

    /// <exception cref="ProblemException">404: there is none, or it is another person's.</exception>
    private static Contact OwnOf(Account account, string contact, ContactDirectory contacts) =>
        contacts.Find(new ContactId(contact)) is { } found && found.User == account.User
            ? found : throw ProblemException.NotFound();

    private static PushTarget TargetOf(PushBody? body, PushAddress addresses)
    {
        if (body is null)
            throw Field.Missing("push");
        var target = new PushTarget(
            Field.Required(body.Endpoint, "push.endpoint", EndpointLengthMax),
            Field.Required(body.Key, "push.key", KeyLengthMax),
            Field.Required(body.Secret, "push.secret", KeyLengthMax));
        return addresses.Accepts(target) ? target : throw Field.Invalid("push");
    }

    private static string NumberOf(string? number)
    {
        var plain = Separators().Replace(Field.Required(number, "number", NumberLengthMax), "");
        return E164().IsMatch(plain) ? plain : throw Field.Invalid("number");
    }

    /// <summary>A plus, the country, and the number (ITU-T E.164): at most fifteen digits.</summary>
    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex E164();

    [GeneratedRegex(@"[ .\-]")]
    private static partial Regex Separators();
}
