namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>What the executable is asked to do.</summary>
public enum Verb { Run, Verify, Account, Simulate, Help }

/// <summary>
/// The command line, parsed: the verb, the settings that it overrides, and the words that are left.
/// </summary>
/// <param name="Settings">Configuration keys, for example <c>Data:Directory</c>.</param>
/// <param name="Words">What follows a verb and is no setting.</param>
public sealed record HostArguments(
    Verb Verb, IReadOnlyDictionary<string, string?> Settings, IReadOnlyList<string> Words)
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["--data"] = "Data:Directory",
        ["--urls"] = "Web:Urls",
        ["--dicom-port"] = "Dicom:Port",
        ["--dicom-address"] = "Dicom:Address",
        ["--territories"] = "Territories:Directory",
        ["--node"] = "Node:Name",
        ["--roles"] = "Node:Roles",
    };

    private const string DemoFlag = "--demo";

    public const string Usage = """
        PIMM.Dispatch [run] [options]      starts a node
        PIMM.Dispatch verify [options]     checks the hash chain of the journal
        PIMM.Dispatch account …            local accounts: add, list, remove
        PIMM.Dispatch simulate …           rehearses rules and rosters in virtual time

          --data DIR           journal, images, accounts            ./data
          --urls URL           web addresses                        http://127.0.0.1:5080
          --dicom-port N       port for DICOM                       11112
          --dicom-address IP   address for DICOM                    127.0.0.1
          --territories DIR    settings of the territories          ./cluster-config/territories
          --node NAME          the node's name in the journal       the machine's name
          --roles LIST         gateway,dispatch,web                 all three
          --demo               demonstration accounts and virtual hospitals
        """;

    /// <summary>
    /// Parses the arguments; <paramref name="problem"/> says in words what is wrong with them.
    /// </summary>
    public static HostArguments? Parse(IReadOnlyList<string> arguments, out string? problem)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var words = new List<string>();
        var verb = VerbOf(arguments.Count > 0 ? arguments[0] : "", out var skip);
        problem = null;
        for (var index = skip; index < arguments.Count; index++)
        {
            var (name, value) = Split(arguments[index]);
            if (name == DemoFlag)
                settings["Node:Demo"] = value ?? "true";
            else if (Keys.TryGetValue(name, out var key))
            {
                value ??= index + 1 < arguments.Count ? arguments[++index] : null;
                settings[key] = value;
                problem ??= value is null ? $"{name} needs a value" : null;
            }
            else if (verb is Verb.Account or Verb.Simulate)
                words.Add(arguments[index]);
            else if (name is "-h" or "--help")
                verb = Verb.Help;
            else
                problem ??= $"{arguments[index]} is not known";
        }
        return problem is null ? new HostArguments(verb, settings, words) : null;
    }

    private static Verb VerbOf(string first, out int skip)
    {
        skip = 1;
        switch (first)
        {
            case "run": return Verb.Run;
            case "verify": return Verb.Verify;
            case "account": return Verb.Account;
            case "simulate": return Verb.Simulate;
            case "help": return Verb.Help;
            default:
                skip = 0;
                return Verb.Run;
        }
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal)
            ? argument.IndexOf('=', StringComparison.Ordinal)
            : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}
