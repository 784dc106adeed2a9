namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// The configuration of a verb that starts no node: the shipped file, the environment, the command line.
/// </summary>
public static class Configurations
{
    public const string EnvironmentPrefix = "PIMM__";

    public static IConfiguration Of(HostArguments arguments) => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: false)
        .AddEnvironmentVariables(EnvironmentPrefix)
        .AddInMemoryCollection(arguments.Settings)
        .Build();
}
