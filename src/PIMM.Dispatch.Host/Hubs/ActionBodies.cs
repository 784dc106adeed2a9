using System.Text.Json;
using PIMM.Dispatch.Contracts;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Hubs;

/// <summary>The body of an action that came over the hub; as strict as over HTTP.</summary>
internal static class ActionBodies
{
    /// <exception cref="ProblemException">400: it has another shape.</exception>
    public static CaseActionBody Read(JsonElement? body)
    {
        if (body is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element)
            return new CaseActionBody();
        try
        {
            return element.Deserialize<CaseActionBody>(ApiJson.Options) ?? new CaseActionBody();
        }
        catch (JsonException error)
        {
            throw ProblemException.Of(
                ProblemCodes.BodyMalformed, StatusCodes.Status400BadRequest, error.Path);
        }
    }
}
