namespace PIMM.Dispatch.Host.CommandLine;

/// <summary><c>help</c>: what the executable can do.</summary>
public static class HelpVerb
{
    public static async Task<int> RunAsync()
    {
        await Console.Out.WriteLineAsync(HostArguments.Usage);
        return ExitCodes.Done;
    }
}
