using System.Globalization;

namespace PIMM.Dispatch.Host.Options;

/// <summary>
/// Reads <see cref="PimmOptions"/> from the configuration, once, and refuses to start on anything odd.
/// </summary>
public static class OptionsReading
{
    private static readonly string[] KnownRoles = ["gateway", "dispatch", "web"];

    /// <exception cref="OptionsException">Everything that is wrong, at once.</exception>
    public static PimmOptions Read(IConfiguration configuration)
    {
        var problems = new List<string>();
        var options = new PimmOptions
        {
            Node = Bind<NodeOptions>(configuration, "Node", problems),
            Data = Bind<DataOptions>(configuration, "Data", problems),
            Territories = Bind<TerritoriesOptions>(configuration, "Territories", problems),
            Web = Bind<WebOptions>(configuration, "Web", problems),
            Dicom = Bind<DicomOptions>(configuration, "Dicom", problems),
            SignIn = Bind<SignInOptions>(configuration, "SignIn", problems),
            Push = Bind<PushOptions>(configuration, "Push", problems),
            Alerts = Bind<AlertOptions>(configuration, "Alerts", problems),
        };
        if (problems.Count == 0)
            problems.AddRange(Faults(options));
        if (problems.Count > 0)
            throw new OptionsException(problems);
        return options with
        {
            Node = options.Node with
            {
                Name = options.Node.Name is { Length: > 0 } name ? name : Environment.MachineName,
            },
            Data = options.Data with { Directory = Path.GetFullPath(options.Data.Directory) },
            Territories = options.Territories with
            {
                Directory = Path.GetFullPath(options.Territories.Directory),
            },
        };
    }

    private static T Bind<T>(IConfiguration configuration, string section, List<string> problems)
        where T : new()
    {
        try
        {
            return configuration.GetSection(section)
                .Get<T>(binder => binder.ErrorOnUnknownConfiguration = true)
                ?? new T();
        }
        catch (InvalidOperationException error)
        {
            problems.Add($"{section}: {error.Message} {error.InnerException?.Message}".TrimEnd());
            return new T();
        }
    }

    private static IEnumerable<string> Faults(PimmOptions options) =>
    [
        .. NodeFaults(options.Node),
        .. Missing("Data:Directory", options.Data.Directory),
        .. Missing("Territories:Directory", options.Territories.Directory),
        .. UrlFaults("Web:Urls", options.Web.Urls),
        .. Within("Web:BodyBytesMax", options.Web.BodyBytesMax, 1_024, 16 << 20),
        .. Within(
            "Web:OutcomeWithin", options.Web.OutcomeWithin, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
        .. Missing("Dicom:Address", options.Dicom.Address),
        .. Within("Dicom:Port", options.Dicom.Port, 0, 65_535),
        .. AeFaults(options.Dicom.AeTitle),
        .. SignInFaults(options.SignIn),
        .. PushFaults(options.Push),
        .. AlertFaults(options.Alerts),
    ];

    private static IEnumerable<string> NodeFaults(NodeOptions node)
    {
        var roles = node.Roles.Split(',', StringSplitOptions.TrimEntries);
        foreach (var unknown in roles.Except(KnownRoles, StringComparer.Ordinal))
            yield return $"Node:Roles: “{unknown}” is none of {string.Join(", ", KnownRoles)}.";
        if (!node.Has("dispatch"))
            yield return
                "Node:Roles: with the embedded journal the node has to own its territories: add dispatch.";
    }

    private static IEnumerable<string> UrlFaults(string key, string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed)
                || parsed.Scheme is not ("http" or "https"))
                yield return $"{key}: “{url}” is no address such as http://127.0.0.1:5080.";
        }
    }

    private static IEnumerable<string> AeFaults(string title)
    {
        if (title.Length is < 1 or > 16 || title.Any(c => c is < ' ' or > '~' or '\\')
            || title.Trim().Length == 0)
            yield return "Dicom:AeTitle: 1 to 16 printable characters without a backslash (PS3.5 §6.2, AE).";
    }

    private static IEnumerable<string> SignInFaults(SignInOptions options) =>
    [
        .. Within("SignIn:IdleMax", options.IdleMax, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        .. Within("SignIn:AbsoluteMax", options.AbsoluteMax, options.IdleMax, TimeSpan.FromHours(48)),
        .. Within("SignIn:FailuresMax", options.FailuresMax, 1, 1_000),
        .. Within("SignIn:AddressFailuresMax", options.AddressFailuresMax, options.FailuresMax, 100_000),
        .. Within(
            "SignIn:FailureWindow", options.FailureWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
    ];

    private static IEnumerable<string> PushFaults(PushOptions options) =>
    [
        .. Within(
            "Push:BeatEvery", options.BeatEvery, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2)),
        .. Within("Push:RepeatEvery", options.RepeatEvery, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
        .. Within(
            "Push:RepeatVitalEvery", options.RepeatVitalEvery, TimeSpan.FromSeconds(1), options.RepeatEvery),
        .. Within("Push:SendWithin", options.SendWithin, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)),
        .. Within("Push:ResumeBatchesMax", options.ResumeBatchesMax, 1, 1_000_000),
        .. Within("Push:CallsPerSecond", options.CallsPerSecond, 1, 10_000),
        .. Within("Push:CallsBurst", options.CallsBurst, options.CallsPerSecond, 10_000),
        .. Within("Push:ConnectionsPerAccountMax", options.ConnectionsPerAccountMax, 1, 100_000),
    ];

    private static IEnumerable<string> AlertFaults(AlertOptions options)
    {
        const int secretLengthMin = 32;
        if (options.WebhookUrl.Length > 0)
        {
            foreach (var fault in UrlFaults("Alerts:WebhookUrl", options.WebhookUrl))
                yield return fault;
            if (options.WebhookSecret.Length < secretLengthMin)
                yield return "Alerts:WebhookSecret: at least 32 characters, by chance, and not in a file.";
        }
        if (options.PushSubject.Length > 0
            && !options.PushSubject.StartsWith("mailto:", StringComparison.Ordinal)
            && !options.PushSubject.StartsWith("https://", StringComparison.Ordinal))
            yield return "Alerts:PushSubject: an address that begins with mailto: or https:// (RFC 8292).";
        foreach (var fault in Within(
            "Alerts:SendWithin", options.SendWithin, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)))
            yield return fault;
        foreach (var fault in Within("Alerts:AtOnceMax", options.AtOnceMax, 1, 100))
            yield return fault;
    }

    private static IEnumerable<string> Missing(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            yield return $"{key} is not set.";
    }

    private static IEnumerable<string> Within<T>(string key, T value, T min, T max) where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{key} is {value}; it has to be within {min} and {max}.");
    }
}

/// <summary>The configuration can't be used; the message names every fault.</summary>
public sealed class OptionsException(IReadOnlyList<string> problems)
    : Exception("The configuration can't be used:\n  " + string.Join("\n  ", problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
