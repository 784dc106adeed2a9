using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Options;

namespace PIMM.Dispatch.Host.Sessions;

/// <summary>
/// The live sessions. A session that was ended, that idled too long, or whose account is gone is found by
/// nobody any more, on any connection. Kept on disk (hashes of tokens only) so that a restart signs nobody
/// out.
/// </summary>
public sealed partial class SessionStore
{
    private const int TokenBytes = 32;

    // Ten devices of every doctor of a region; beyond it the session seen longest ago gives way.
    private const int SessionsMax = 10_000;

    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);
    private readonly AccountDirectory accounts;
    private readonly SignInOptions limits;
    private readonly string path;
    private readonly TimeProvider clock;
    private readonly ILogger<SessionStore> logger;
    private DateTimeOffset savedAt;

    public SessionStore(
        PimmOptions options, AccountDirectory accounts, TimeProvider clock, ILogger<SessionStore> logger)
    {
        (this.accounts, this.clock, this.logger) = (accounts, clock, logger);
        (limits, path) = (options.SignIn, options.Data.SessionsPath);
        foreach (var session in Load(path))
            sessions[session.Id] = session;
    }

    /// <summary>Begins a session; the token is for the cookie alone.</summary>
    public string Begin(Account account)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (sessions.Count >= SessionsMax)
                sessions.Remove(sessions.Values.MinBy(session => session.SeenAt)!.Id);
            var session = new Session(IdOf(token), account.User, now, now);
            sessions[session.Id] = session;
            Save(now);
        }
        Began(logger, account.User);
        return token;
    }

    /// <summary>
    /// The caller of a token, or null. The person did something: the session does not idle.
    /// </summary>
    public Caller? Enter(string token) => Find(IdOf(token), touch: true);

    /// <summary>Whether a session is still good, without the person having done anything.</summary>
    public Caller? Look(string sessionId) => Find(sessionId, touch: false);

    /// <summary>The person did something over a connection that was opened earlier.</summary>
    public Caller? Touch(string sessionId) => Find(sessionId, touch: true);

    /// <summary>
    /// The instant at which anybody last did something as this account; null when nobody is signed in.
    /// </summary>
    public DateTimeOffset? LastSeen(string user)
    {
        lock (gate)
            return sessions.Values.Where(session => session.User == user)
                .Max(session => (DateTimeOffset?)session.SeenAt);
    }

    public void End(Session session)
    {
        lock (gate)
        {
            if (sessions.Remove(session.Id))
                Save(clock.GetUtcNow());
        }
        Ended(logger, session.User);
    }

    private Caller? Find(string id, bool touch)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (!sessions.TryGetValue(id, out var session))
                return null;
            var over = now - session.SeenAt > limits.IdleMax || now - session.StartedAt > limits.AbsoluteMax;
            if (over || accounts.Find(session.User) is not { } account)
            {
                sessions.Remove(id);
                return null;
            }
            if (touch)
            {
                sessions[id] = session = session with { SeenAt = now };
                if (now - savedAt > SaveEvery)
                    Save(now);
            }
            return new Caller(session, account);
        }
    }

    private static string IdOf(string token) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private void Save(DateTimeOffset now)
    {
        savedAt = now;
        var beside = path + ".new";
        using (var file = PrivateFile.Create(beside))
            JsonSerializer.Serialize(file, sessions.Values);
        File.Move(beside, path, overwrite: true);
    }

    private List<Session> Load(string from)
    {
        if (!File.Exists(from))
            return [];
        try
        {
            return JsonSerializer.Deserialize<List<Session>>(File.ReadAllBytes(from)) ?? [];
        }
        catch (JsonException error)
        {
            Unreadable(logger, error.GetType().Name);
            return [];
        }
    }

    [LoggerMessage(1, LogLevel.Information, "session.began {User}")]
    private static partial void Began(ILogger logger, string user);

    [LoggerMessage(2, LogLevel.Information, "session.ended {User}")]
    private static partial void Ended(ILogger logger, string user);

    [LoggerMessage(3, LogLevel.Warning, "sessions.unreadable {Error}: everybody signs in again")]
    private static partial void Unreadable(ILogger logger, string error);
}
