using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.OpenApi;

/// <summary>
/// What <c>/openapi/v1.json</c> says beyond what the routes say of themselves; it is kept in the repository
/// word for word.
/// </summary>
internal static class ApiDescription
{
    public const string DocumentName = "v1";

    private const string Text =
        "Répartition en temps réel de l’imagerie d’urgence. Session par cookie (POST /api/session). " +
        "Chaque appel qui change quelque chose porte Idempotency-Key ; la même clé rend la même réponse. " +
        "Erreurs : application/problem+json (RFC 9457) avec un code stable et un titre en français. " +
        "Hub SignalR (JSON) sur " + HubLimits.Path + " : Join(JoinBody) → JoinedDto, " +
        "Act(ActBody) → ActedDto, " +
        "Acknowledge(AcknowledgeBody) → ActedDto ; " +
        "le serveur envoie Snapshot(SnapshotDto), Changes(ChangesDto), " +
        "Notice(NoticeDto), Beat(BeatDto).";

    private static readonly Type[] HubTypes =
    [
        typeof(JoinBody), typeof(JoinedDto), typeof(ActBody), typeof(ActedDto), typeof(AcknowledgeBody),
        typeof(SnapshotDto), typeof(ChangesDto), typeof(NoticeDto), typeof(BeatDto),
    ];

    public static void Set(OpenApiOptions options)
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(CompleteAsync);
    }

    private static async Task DescribeAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info =
            new OpenApiInfo { Title = "PIMM.Dispatch", Version = DocumentName, Description = Text };
        // Where the node is reached is the caller's knowledge, and would differ on every machine.
        document.Servers = [];
        foreach (var type in HubTypes)
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
        document.AddComponent(
            nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellation));
    }

    private static Task CompleteAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context,
            CancellationToken cancellation)
    {
        var marks = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Tags = null;
        if (!marks.OfType<OpenToAll>().Any())
            Answer(operation, "401", "Pas de session.");
        if (marks.OfType<Requires>().Any())
        {
            Answer(operation, "403", "Le rôle ne le permet pas.");
            Answer(operation, "404", "Introuvable, ou pas pour ce compte.");
        }
        if (marks.OfType<Requires>().Any() && context.Description.HttpMethod is "POST" or "PUT")
            (operation.Parameters ??= []).Add(KeyParameter());
        return Task.CompletedTask;
    }

    private static void Answer(OpenApiOperation operation, string status, string text) =>
        (operation.Responses ??= []).TryAdd(status, new OpenApiResponse { Description = text });

    private static OpenApiParameter KeyParameter() => new()
    {
        Name = CommandKey.Header, In = ParameterLocation.Header, Required = true,
        Description = "L’identité de la demande, choisie par l’appelant : 1 à 128 caractères ASCII visibles.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 128 },
    };
}
