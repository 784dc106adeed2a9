using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Journal;

namespace PIMM.Dispatch.Host.Demo;

/// <summary>Adds the demonstration to a host.</summary>
public static class DemoServices
{
    /// <summary>
    /// Needs, besides what the intake needs: <see cref="PersonSignedIn"/>, <see cref="CurrentView"/>, the
    /// journal and its codec. To be added after <see cref="IntakeServices.AddIntake"/>, and only where no
    /// patient is served.
    /// </summary>
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var intake = provider.GetRequiredService<IntakeOptions>();
            return new DemoOptions
            {
                CalledAeTitle = intake.AeTitle,
                LedgerPath = Path.Combine(intake.StoreFolder, "demo-studies.txt"),
            };
        })
        .AddSingleton(provider =>
        {
            var intake = provider.GetRequiredService<DicomIntake>();
            return new DemoWorld(
                provider.GetRequiredService<CurrentView>(), provider.GetRequiredService<SendCommand>(),
                provider.GetRequiredService<PersonSignedIn>(), () =>
                    intake.Health.EndPoint, () => intake.Store);
        })
        .AddSingleton<SetupOf>(provider => (territory, past) => new TerritorySetup(
            territory, static (actor, _) => Actors.Initial(actor),
            provider.GetRequiredService<ITerritoryCodec>(),
            provider.GetRequiredService<IJournal>(), past, new OwnerOptions { Node = "demonstration" },
            provider.GetRequiredService<ILogger<PastEvening>>()))
        .AddHostedService<PastEvening>()
        .AddHostedService<DemoPeople>()
        .AddHostedService<VirtualHospitals>();
}
