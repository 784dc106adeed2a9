using PIMM.Dispatch.Host;
using PIMM.Dispatch.Host.CommandLine;

if (HostArguments.Parse(args, out var problem) is not { } arguments)
{
    await Console.Error.WriteLineAsync(problem + "\n\n" + HostArguments.Usage);
    return ExitCodes.Usage;
}
return arguments.Verb switch
{
    Verb.Verify => await VerifyVerb.RunAsync(arguments),
    Verb.Account => await AccountVerb.RunAsync(arguments),
    Verb.Simulate => await SimulateVerb.RunAsync(arguments),
    Verb.Help => await HelpVerb.RunAsync(),
    _ => await RunVerb.RunAsync(arguments),
};
