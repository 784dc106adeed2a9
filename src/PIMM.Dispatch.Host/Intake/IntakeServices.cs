namespace PIMM.Dispatch.Host.Intake;

/// <summary>Adds the intake to a host.</summary>
public static class IntakeServices
{
    /// <summary>
    /// Needs, registered elsewhere: <see cref="IntakeOptions"/>, <see cref="SendCommand"/>, <see
    /// cref="TimeProvider"/> and the territories as <c>IReadOnlyList&lt;TerritorySettings&gt;</c>. To be
    /// added after the hosted service that runs the territories' owners: it starts after them and stops
    /// before them.
    /// </summary>
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<DicomIntake>()
        .AddSingleton(provider => provider.GetRequiredService<DicomIntake>().Health)
        .AddHostedService(provider => provider.GetRequiredService<DicomIntake>());
}
