using PIMM.Dispatch.Cluster.Configuration;
using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Options;
using PIMM.Dispatch.Simulation;
using PIMM.Dispatch.Simulation.Figures;
using PIMM.Dispatch.Simulation.Reports;
using PIMM.Dispatch.Simulation.Worlds;

namespace PIMM.Dispatch.Host.CommandLine;

/// <summary>
/// <c>simulate</c>: rehearses rules and rosters in virtual time, on the territory's own code. Figures go to
/// standard output, progress to standard error.
/// </summary>
public static class SimulateVerb
{
    private const double EmergenciesPerHour = 5;

    /// <summary>Scheduled work never runs out: what a reader does while there is no emergency.</summary>
    private const double ScheduledPerHourAndReader = 1.5;

    /// <summary>No territory has more on duty on an evening.</summary>
    private const int AdvisedReadersMax = 20;

    public const string Usage = """
        simulate --scenario NAME | --territory ID [options]
        simulate --replay JOURNAL --territory ID [--from INSTANT --until INSTANT] [options]

          --scenario NAME      hainaut-avril, hainaut-octobre, centre, centre-afflux, centre-absence, region
          --territory ID       a territory of the settings, with its own rules and readers
          --replay JOURNAL     a night that has been, from a journal.db or the data folder that holds it
          --from, --until      that night: local 2026-01-14T18:30, or with Z    its last 24 hours
          --policy LIST        a, b: shared list; e, f: dispatcher             a,e,f
          --readers N | IDS    so many fictitious readers, or these            those of the territory
          --load H             emergencies per hour                            5
          --scheduled H        scheduled examinations per hour                 1.5 for each reader
          --surge F            factor of arrivals in the second and third hour 1
          --lost-reader HH:MM  the last reader leaves without a word           nobody does
          --advise PERCENT     how many readers, and when, for this share below 45 minutes
          --evenings N         evenings, each from its own seed                100; draws of a replay: 20
          --seed S             the first of the seeds                          1
          --cores N            evenings that are played at the same time       all
          --format table|json  what is printed                                 table
          --out FILE           printed there instead
          --report FILE.html   a page with plots
        """;

    public static Task<int> RunAsync(HostArguments arguments) => RunAsync(
        arguments, Console.Out, Console.Error, Console.IsErrorRedirected, TimeProvider.System);

    /// <param name="plainErrors">Progress in lines instead of a bar.</param>
    public static async Task<int> RunAsync(
        HostArguments arguments, TextWriter output, TextWriter errors, bool plainErrors, TimeProvider clock)
    {
        if (arguments.Words.Count == 0 || arguments.Words[0] is "-h" or "--help")
        {
            await output.WriteLineAsync(Usage);
            return arguments.Words.Count == 0 ? ExitCodes.Usage : ExitCodes.Done;
        }
        try
        {
            var asked = SimulateArguments.Parse(arguments.Words);
            var folder = OptionsReading.Read(Configurations.Of(arguments)).Territories.Directory;
            var plan = new CampaignPlan(
                SettingOf(asked, folder), asked.Policies, asked.Seed, asked.Evenings, asked.Cores);
            if (asked.Advise is { } under45)
            {
                await AdviseAsync(plan, under45, asked, output);
                return ExitCodes.Done;
            }
            var progress = new SimulateProgress(
                errors, plainErrors, clock, asked.Evenings * asked.Policies.Length);
            var campaign = await Campaign.RunAsync(plan, progress.Advance);
            progress.End();
            await WriteAsync(campaign, asked, output);
            return ExitCodes.Done;
        }
        catch (Exception refused)
            when (refused is FormatException or OptionsException or TerritoryFileException or IOException
            or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync("pimm simulate : " + refused.Message);
            return ExitCodes.Usage;
        }
    }

    private static async Task AdviseAsync(
        CampaignPlan plan, double under45, SimulateArguments asked, TextWriter output)
    {
        var advice = await StaffingAdvice.FindAsync(plan, under45, AdvisedReadersMax);
        await WriteAsync(StaffingTable.Of(advice, plan, under45), asked, output);
    }

    private static async Task WriteAsync(Campaign campaign, SimulateArguments asked, TextWriter output)
    {
        if (asked.Page is { } page)
            await File.WriteAllTextAsync(page, RehearsalPage.Of(campaign));
        var text = asked.Format == ReportFormat.Json
            ? RehearsalJson.Of(campaign) + Environment.NewLine : RehearsalTable.Of(campaign);
        await WriteAsync(text, asked, output);
    }

    private static async Task WriteAsync(string text, SimulateArguments asked, TextWriter output)
    {
        if (asked.Out is { } file)
            await File.WriteAllTextAsync(file, text);
        else
            await output.WriteAsync(text);
    }

    /// <exception cref="FormatException">In French: what of the territory is not there.</exception>
    private static RehearsalSetting SettingOf(SimulateArguments asked, string folder)
    {
        if (asked.Replay is { } journal)
            return ReplayOf(journal, asked, TerritoryOf(asked, folder));
        var setting = Begun(asked, TerritoryOf(asked, folder));
        var scenario = setting.Scenario with
        {
            EmergenciesPerHour = asked.EmergenciesPerHour ?? setting.Scenario.EmergenciesPerHour,
            ScheduledPerHour = asked.ScheduledPerHour ?? setting.Scenario.ScheduledPerHour,
            SurgeFactor = asked.Surge ?? setting.Scenario.SurgeFactor,
            Readers = [.. setting.Settings.Readers.Keys],
        };
        return setting with
        {
            Scenario = asked.LostReaderAt is { } at
                ? scenario with { LostReaderAfter = AfterStart(at, setting, scenario) } : scenario,
        };
    }

    /// <summary>With the readers who were there, or with those who are named.</summary>
    private static RehearsalSetting ReplayOf(
        string journal, SimulateArguments asked, TerritorySettings territory)
    {
        var night = PastNightReading.Read(journal, asked.Span, territory);
        var settings = WithReaders(territory, asked);
        var others = asked.Readers is not null || asked.ReaderCount is not null;
        return (others ? night.With(settings) : night).SettingOf(journal, settings);
    }

    private static TerritorySettings TerritoryOf(SimulateArguments asked, string folder)
    {
        var id = asked.Territory ?? Situations.TerritoryOf(asked.Scenario!);
        var all = TerritoryFiles.Load(folder);
        return all.FirstOrDefault(one => one.Id.Value == id)
            ?? throw new FormatException($"Le territoire « {id} » n'existe pas. Connus : "
                + string.Join(", ", all.Select(one => one.Id.Value)) + ".");
    }

    private static RehearsalSetting Begun(SimulateArguments asked, TerritorySettings territory)
    {
        if (asked.Scenario is { } name)
        {
            var setting = Situations.Of(name, territory);
            return setting with { Settings = WithReaders(setting.Settings, asked) };
        }
        var settings = WithReaders(territory, asked);
        return RehearsalSetting.Of(
            territory.Id.Value, territory.Name, settings, EmergenciesPerHour,
            ScheduledPerHourAndReader * settings.Readers.Count);
    }

    private static TerritorySettings WithReaders(TerritorySettings settings, SimulateArguments asked)
    {
        if (asked.ReaderCount is { } count)
            return settings.With(count);
        if (asked.Readers is not { } ids)
            return settings;
        foreach (var id in ids.Where(id => !settings.Readers.ContainsKey(new ReaderId(id))))
            throw new FormatException($"Le lecteur « {id} » n'est pas de ce territoire. Connus : "
                + string.Join(", ", settings.Readers.Keys.Select(reader => reader.Value)) + ".");
        return settings with
        {
            Readers = settings.Readers.RemoveRange(
                settings.Readers.Keys.Where(reader => !ids.Contains(reader.Value))),
        };
    }

    private static TimeSpan AfterStart(TimeOnly at, RehearsalSetting setting, EveningScenario scenario)
    {
        var after = at - TimeOnly.FromDateTime(setting.Settings.LocalTime(scenario.Start));
        return after < scenario.Length
            ? after
            : throw new FormatException($"--lost-reader {at:HH\\:mm} n'est pas dans la soirée simulée.");
    }
}
