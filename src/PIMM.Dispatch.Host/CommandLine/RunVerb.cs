using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// <c>run</c>: starts a node, says where it listens, and ends in order on SIGTERM or Ctrl+C.
/// </summary>
public static class RunVerb
{
    public static async Task<int> RunAsync(HostArguments arguments)
    {
        try
        {
            await using var app = PimmHost.Build(arguments);
            await app.StartAsync();
            await Console.Out.WriteLineAsync(Greeting(app));
            await app.WaitForShutdownAsync();
            return ExitCodes.Done;
        }
        catch (Exception refused)
            when (refused is OptionsException or TerritoryFileException or JournalInUseException
            or InvalidDataException or IOException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCodes.Usage;
        }
    }

    private static string Greeting(WebApplication app)
    {
        var options = app.Services.GetRequiredService<PimmOptions>();
        var urls =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            ?? [];
        var dicom = app.Services.GetRequiredService<IntakeHealth>().EndPoint;
        var demo = options.Node.Demo
            ? "\n  démonstration : comptes regulateur, radiologue1…9, urgences, …; mot de passe demo" : "";
        return $"PIMM.Dispatch ({options.Node.Name})\n  web   {string.Join(" ", urls)}"
            + (dicom is null ? "" : $"\n  DICOM {options.Dicom.AeTitle}@{dicom}") + demo;
    }
}
