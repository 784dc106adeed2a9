using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Problems;

namespace PIMM.Dispatch.Host.Api;

/// <summary>
/// The caller's own id of a command. It is bound to the account and to what was asked, so that nobody can ask
/// for another's outcomes, and the same key with another action is another command.
/// </summary>
public static class CommandKey
{
    public const string Header = "Idempotency-Key";

    private const int LengthMax = 128;

    /// <exception cref="ProblemException">400: there is none, or it is not 1 to 128 visible ASCII
    /// characters.</exception>
    public static string Of(HttpContext context) => Checked(context.Request.Headers[Header].ToString());

    /// <exception cref="ProblemException">400: not 1 to 128 visible ASCII characters.</exception>
    public static string Checked(string? key) =>
        key is { Length: > 0 and <= LengthMax } && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw ProblemException.Of(
                ProblemCodes.IdempotencyKeyMissing, StatusCodes.Status400BadRequest, Header);

    /// <param name="what">What was asked: the action and what it acts on.</param>
    public static CommandId ToCommand(Account account, string what, string key) =>
        new($"web/{account.User}/{what}/{key}");
}
