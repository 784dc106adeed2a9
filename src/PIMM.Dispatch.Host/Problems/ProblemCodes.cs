namespace PIMM.Dispatch.Host.Problems;

/// <summary>
/// Every code of a problem that is the edge's own; those of the rules stand in <see cref="Domain.Refusals"/>.
/// </summary>
public static class ProblemCodes
{
    public const string NotSignedIn = "not-signed-in";
    public const string SignInFailed = "sign-in-failed";
    public const string SignInThrottled = "sign-in-throttled";
    public const string Forbidden = "forbidden";
    public const string ForeignOrigin = "foreign-origin";
    public const string NotFound = "not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string BodyMalformed = "body-malformed";
    public const string BodyTooLarge = "body-too-large";
    public const string BodyNotJson = "body-not-json";
    public const string FieldInvalid = "field-invalid";
    public const string FieldMissing = "field-missing";
    public const string ActionUnknown = "action-unknown";
    public const string ViewUnknown = "view-unknown";
    public const string IdempotencyKeyMissing = "idempotency-key-missing";
    public const string TerritoryUnavailable = "territory-unavailable";
    public const string RehearsalRunning = "rehearsal-running";
    public const string TooManyConnections = "too-many-connections";
    public const string SignatureInvalid = "signature-invalid";
    public const string TestTooSoon = "test-too-soon";
    public const string InternalError = "internal-error";
}
