using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.SignalR;
using PIMM.Dispatch.Cluster.Clocks;
using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Cluster.Territories;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Access;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.Alerts;
using PIMM.Dispatch.Host.Api;
using PIMM.Dispatch.Host.CommandLine;
using PIMM.Dispatch.Host.Demo;
using PIMM.Dispatch.Host.Forecasts;
using PIMM.Dispatch.Host.Health;
using PIMM.Dispatch.Host.Hubs;
using PIMM.Dispatch.Host.Intake;
using PIMM.Dispatch.Host.Metrics;
using PIMM.Dispatch.Host.OpenApi;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Host.Problems;
using PIMM.Dispatch.Host.Rehearsals;
using PIMM.Dispatch.Host.Sessions;
using PIMM.Dispatch.Host.Territories;
using PIMM.Dispatch.Host.Web;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.Journal.Codec;
using PIMM.Dispatch.Journal.Sqlite;

namespace PIMM.Dispatch.Host;

/// <summary>One node, put together: what it is made of, and the way of a request through it.</summary>
public static class PimmHost
{
    /// <param name="adjust">What a test replaces: clock, journal.</param>
    /// <exception cref="OptionsException">The configuration can't be used.</exception>
    /// <exception cref="TerritoryFileException">The territories can't be used.</exception>
    public static WebApplication Build(HostArguments arguments, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables(Configurations.EnvironmentPrefix)
            .AddInMemoryCollection(arguments.Settings);
        var options = OptionsReading.Read(builder.Configuration);
        var territories = TerritoryFiles.Load(options.Territories.Directory);
        Directory.CreateDirectory(options.Data.Directory);
        AddNode(builder, options, territories);
        AddWeb(builder, options);
        AddGateway(builder.Services, options);
        adjust?.Invoke(builder);
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static void AddNode(
        WebApplicationBuilder builder, PimmOptions options, IReadOnlyList<TerritorySettings> territories)
    {
        builder.Logging.ClearProviders().AddJsonConsole(json => json.UseUtcTimestamp = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services
            .AddSingleton(options)
            .AddSingleton<IReadOnlyList<TerritorySettings>>(territories)
            .AddSingleton<TimeProvider>(new SteadyClock())
            .AddSingleton<IJournal>(_ => SqliteJournal.Open(options.Data.JournalPath))
            .AddSingleton<ITerritoryCodec>(new TerritoryCodec(EventCodec.Domain, StateCodec.Domain))
            .AddSingleton<TerritoryNode>()
            .AddSingleton<SendCommand>(provider => SenderOf(provider.GetRequiredService<TerritoryNode>()))
            .AddSingleton(new IntakeOptions
            {
                Address = IPAddress.Parse(options.Dicom.Address), Port = options.Dicom.Port,
                AeTitle = options.Dicom.AeTitle, StoreFolder = options.Data.ImagesPath,
            })
            .AddHostedService<TerritoryStartup>()
            .AddSingleton<DemandBook>()
            .AddSingleton<StaffingRoom>()
            .AddHostedService(provider => provider.GetRequiredService<StaffingRoom>())
            .AddSingleton<RehearsalRoom>()
            .AddHostedService(provider => provider.GetRequiredService<RehearsalRoom>())
            .AddHostedService<ElsewhereSettling>();
    }

    private static void AddGateway(IServiceCollection services, PimmOptions options)
    {
        if (!options.Node.Has("gateway"))
        {
            services.AddSingleton<IntakeHealth>();
            return;
        }
        services.AddIntake();
        if (!options.Node.Demo)
            return;
        services
            .AddSingleton<PersonSignedIn>(provider => provider.GetRequiredService<PeoplePresent>().Has)
            .AddSingleton<CurrentView>(provider =>
                territory => provider.GetRequiredService<TerritoryNode>().Find(territory)?.Live.Current)
            .AddDemo();
    }

    private static void AddWeb(WebApplicationBuilder builder, PimmOptions options)
    {
        builder.WebHost.UseUrls(options.Web.Urls.Split(';', StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Web.BodyBytesMax;
        });
        builder.Services
            .AddSingleton<DemonstrationAccounts>()
            .AddSingleton<AccountDirectory>()
            .AddSingleton<Passwords>()
            .AddAlerts()
            .AddSingleton<SessionStore>()
            .AddSingleton<PeoplePresent>()
            .AddSingleton<SignInThrottle>()
            .AddSingleton<OriginCheck>()
            .AddSingleton<SessionCookie>()
            .AddSingleton<ProblemMiddleware>()
            .AddSingleton<Commands>()
            .AddSingleton<DutyDesk>()
            .AddSingleton<CaseFinder>()
            .AddSingleton<ActionRunner>()
            .AddSingleton<NoticeAcknowledging>()
            .AddSingleton<ScreenFeeds>()
            .AddSingleton<CallRate>()
            .AddSingleton<Readiness>()
            .AddSingleton<MetricsScrape>()
            .AddSingleton<NodeMetrics>()
            .ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions))
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services
            .AddSignalR(hub =>
            {
                hub.MaximumReceiveMessageSize = HubLimits.MessageBytesMax;
                hub.AddFilter<CallRate>();
            })
            .AddJsonProtocol(json => ApiJson.Set(json.PayloadSerializerOptions));
        builder.Services.AddOpenApi(ApiDescription.DocumentName, ApiDescription.Set);
    }

    private static void Use(WebApplication app)
    {
        app.Services.GetRequiredService<MetricsScrape>();
        app.Services.GetRequiredService<NodeMetrics>();
        app.Use(next => context => SecurityHeaders.InvokeAsync(context, next));
        app.Use(next => context =>
            app.Services.GetRequiredService<ProblemMiddleware>().InvokeAsync(context, next));
        app.Use(next => context => BodyCheck.InvokeAsync(context, next));
        app.UseWebPages();
        app.UseRouting();
        app.Use(next => context => app.Services.GetRequiredService<OriginCheck>().InvokeAsync(context, next));
        app.Use(
            next => context => app.Services.GetRequiredService<SessionCookie>().InvokeAsync(context, next));
        app.Use(next => context => AccessFilter.InvokeAsync(context, next));
        app.Use(next => context => WebPages.ShowAsync(context, next));
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new OpenToAll());
        app.MapSession();
        app.MapTerritories();
        app.MapCases();
        app.MapRequests();
        app.MapRoster();
        app.MapRosterReading();
        app.MapHandovers();
        app.MapOrphans();
        app.MapFlags();
        app.MapMyAlerts();
        app.MapAlerts();
        app.MapQuarantine();
        app.MapRehearsals();
        app.MapForecasts();
        app.MapHub<DispatchHub>(HubLimits.Path).WithMetadata(new SignedIn());
    }

    private static SendCommand SenderOf(TerritoryNode node) => command =>
        (node.Host ?? throw new TerritoryUnavailableException(UnavailableReason.Stopped)).SendAsync(command);
}
