using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Accounts;
using PIMM.Dispatch.Host.CommandLine;
using PIMM.Dispatch.Host.Territories;
using PIMM.Dispatch.Host.Tests.Intake;
using PIMM.Dispatch.Journal;
using PIMM.Dispatch.TestKit;

namespace PIMM.Dispatch.Host.Tests.Rig;

/// <summary>
/// A real node on a free port with a journal in memory and a clock that moves when told; no DICOM. Its
/// accounts are
/// one per role in Hainaut-Cambrésis, and one of each in Centre-Val de Loire with <c>.centre</c> behind the
/// name.
/// </summary>
public sealed class NodeRig : IAsyncDisposable
{
    public const string Hainaut = "hainaut-cambresis";
    public const string Centre = "centre-val-de-loire";
    public const string Password = "a password of the tests";

    /// <summary>Every wait for something that happens; long only when it does not.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string PasswordHash = Passwords.Hash(Password);

    private readonly WebApplication app;
    private readonly string data;
    private readonly Dictionary<string, Person> people = [];

    private NodeRig(WebApplication app, VirtualClock clock, string data, RecordingLogger log) =>
        (this.app, Clock, this.data, Log) = (app, clock, data, log);

    public VirtualClock Clock { get; }

    public RecordingLogger Log { get; }

    public string AccountsPath => Path.Combine(data, "accounts.json");

    public Uri Address => new(app.Urls.Single());

    public IServiceProvider Services => app.Services;

    public ServedTerritory Territory(string id = Hainaut) =>
        app.Services.GetRequiredService<TerritoryNode>().Find(new TerritoryId(id))!;

    /// <param name="settings">Configuration keys that differ.</param>
    public static Task<NodeRig> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(null, settings);

    public static async Task<NodeRig> StartAsync(
        Action<WebApplicationBuilder>? adjust, params (string Key, string Value)[] settings)
    {
        var data = Directory.CreateTempSubdirectory("pimm-host-").FullName;
        AccountsFile.Write(Path.Combine(data, "accounts.json"),
            Accounts(Hainaut, "").Concat(Accounts(Centre, ".centre")));
        var given = new Dictionary<string, string?>
        {
            ["Data:Directory"] = data,
            ["Web:Urls"] = "http://127.0.0.1:0",
            ["Node:Roles"] = "dispatch,web",
            ["Territories:Directory"] = Path.Combine(Repository.Root, "cluster-config", "territories"),
        };
        foreach (var (key, value) in settings)
            given[key] = value;
        var clock = new VirtualClock();
        var log = new RecordingLogger();
        var app = PimmHost.Build(new HostArguments(Verb.Run, given, []), builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.Replace(ServiceDescriptor.Singleton<IJournal>(new InMemoryJournal()));
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(new RecordingProvider(log));
            adjust?.Invoke(builder);
        });
        await app.StartAsync();
        return new NodeRig(app, clock, data, log);
    }

    /// <summary>A signed-in person; the same one when asked again.</summary>
    public async Task<Person> AsAsync(string user)
    {
        if (!people.TryGetValue(user, out var person))
            people[user] = person = await SignInAsync(user);
        return person;
    }

    /// <summary>Signs in anew, as on another device.</summary>
    public async Task<Person> SignInAsync(string user)
    {
        var person = new Person(this, user);
        using var answer = await person.Http.PostAsJsonAsync(
            "/api/session", new { user, password = Password });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return person;
    }

    /// <summary>A browser without a session.</summary>
    public Person Stranger() => new(this, "");

    /// <summary>
    /// Sends what the intake would: a study of a Denain patient, complete after the quiet period.
    /// </summary>
    public async Task<string> ImagesArriveAsync(
        string study, string? accession = null, int count = 10, string establishment = "denain",
        string? priority = null, string family = "FICTIF")
    {
        var patient = new Patient(
            family, "Images", new DateOnly(1960, 2, 3), "F", "IPP-" + study, null,
                IdentityStatus.Provisional);
        var facts = new StudyFacts(
            new StudyUid(study), accession, patient, new Exam("CT", "HEAD", "CT HEAD"), priority, "CT HEAD");
        var outcome = await SendAsync(
            new EstablishmentId(establishment), new StudyArrived(facts, count, AssociationOpen: false),
            new Identity(establishment, "dicom"));
        return outcome is Outcome.Accepted { Answer: { } id } ? id : "";
    }

    public async Task<Outcome> SendAsync(ActorId to, Message body, Identity? by = null,
        string territory = Hainaut)
    {
        var node = app.Services.GetRequiredService<TerritoryNode>();
        var outcome = await node.Host!.SendAsync(new Command(
            new CommandId("rig/" + Guid.NewGuid()), new TerritoryId(territory), Clock.GetUtcNow(),
            by ?? Identity.System, to, body));
        if (outcome is Outcome.Accepted accepted)
            await Territory(territory).Screen.AtLeastAsync(accepted.Last, CancellationToken.None).WaitAsync(
                Patience);
        return outcome;
    }

    /// <summary>Lets time pass, and waits until the territory has done what fell due.</summary>
    public async Task PassAsync(TimeSpan by, string territory = Hainaut)
    {
        Clock.Advance(by);
        await SettledAsync(territory);
    }

    /// <summary>Waits until everything that is due now has happened and is on the screens.</summary>
    public async Task SettledAsync(string territory = Hainaut)
    {
        // A command is answered after the deadlines that were due before it.
        await SendAsync(
            new ReaderId("radiologue1"), new SetPresence(PresenceOf("radiologue1", territory)),
                territory: territory);
        await Territory(territory).Screen.AtLeastAsync(Territory(territory).Live.Current.Sequence, default)
            .WaitAsync(Patience);
    }

    /// <summary>A reader on duty and available for the whole evening.</summary>
    public async Task OnDutyAsync(string reader, string territory = Hainaut)
    {
        var id = new ReaderId(reader);
        var now = Clock.GetUtcNow();
        await SendAsync(
            ActorId.Roster, new PutOnDuty(id, DutyLine.OnSite, now, now.AddHours(12)), territory: territory);
        await SendAsync(id, new SetPresence(Presence.Available), territory: territory);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
            await person.DisposeAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    public static Account AccountOf(
        string user, Role role, string territory, string? reader = null, params string[] sites) => new(
        user, "Personne " + user, [role], [new TerritoryId(territory)],
        [.. sites.Select(site => new SiteKey(new TerritoryId(territory), new EstablishmentId(site)))],
        reader is null ? null : new ReaderId(reader), PasswordHash, Demonstration: false);

    private Presence PresenceOf(string reader, string territory) =>
        Territory(territory).Live.Current.Readers.GetValueOrDefault(new ReaderId(reader)) is ReaderState state
            ? state.Presence
            : Presence.Away;

    private static IEnumerable<Account> Accounts(string territory, string suffix)
    {
        var hainaut = territory == Hainaut;
        yield return AccountOf("regulator" + suffix, Role.Regulator, territory);
        yield return AccountOf("reader" + suffix, Role.Reader, territory,
            hainaut ? "radiologue1" : "radiologue4");
        yield return AccountOf("other" + suffix, Role.Reader, territory,
            hainaut ? "radiologue2" : "radiologue5");
        yield return AccountOf("coordinator" + suffix, Role.Coordinator, territory);
        yield return AccountOf(
            "requester" + suffix, Role.Requester, territory, null, hainaut ? "denain" : "blois");
        yield return AccountOf(
            "technologist" + suffix, Role.Technologist, territory, null, hainaut ? "denain" : "blois");
        yield return AccountOf("quality" + suffix, Role.Quality, territory);
        yield return AccountOf("administrator" + suffix, Role.Administrator, territory);
        yield return AccountOf(
            "integration" + suffix, Role.Integration, territory, null, hainaut ? "denain" : "blois");
        yield return AccountOf("provider" + suffix, Role.Provider, territory) with
        {
            Provider = new ProviderId("societe-externe"),
        };
    }

    private sealed class RecordingProvider(RecordingLogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose() => GC.SuppressFinalize(this);
    }
}
