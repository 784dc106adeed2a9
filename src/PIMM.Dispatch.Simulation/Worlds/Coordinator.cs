using PIMM.Dispatch.Domain;

namespace PIMM.Dispatch.Simulation.Worlds;

/// <summary>
/// The regional coordinator: plans the duties, and acts where the territory asks for a person: orphans, cases
/// that nobody can read, cases of a reader who is gone.
/// </summary>
internal sealed class Coordinator(World world)
{
    private const double PatienceMinutes = 12;
    private const double CallMinutes = 3;
    private const double GoneUnnoticedMinutes = 30;

    public void Begin()
    {
        var scenario = world.Plan.Scenario;
        foreach (var (place, evening) in world.Plan.Readers.Index())
        {
            var duties = evening.Duties.IsEmpty
                ? scenario.DutiesOf(place)
                    .Select(duty => new WorkedDuty(DutyLine.OnCall, duty.From, duty.Until))
                : evening.Duties;
            foreach (var (line, from, until) in duties)
                world.Agenda.At(scenario.Start.AddMinutes(-30), () => Say(
                    ActorId.Roster, new PutOnDuty(evening.Id, line, from, until)));
            if (evening.DropsOutAt is { } gone)
                world.Agenda.At(gone.AddMinutes(GoneUnnoticedMinutes), () => Replace(evening.Id));
        }
    }

    public void See(StudyOrphaned orphaned, EstablishmentId site) =>
        world.Agenda.After(Minutes(CallMinutes), () => Say(site, new OpenOrphan(orphaned.Facts.Study)));

    public void See(DomainEvent fact, CaseState item)
    {
        switch (fact)
        {
            case NoReaderFound:
                world.Agenda.After(Minutes(PatienceMinutes), () => SendOut(item.Id));
                break;
            case CaseAccepted or CaseResumed or TargetAlerted
                when item.Reader is { } reader && world.IsGone(reader):
                world.Agenda.After(Minutes(CallMinutes), () => TakeBack(item.Id));
                break;
        }
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private void Say(ActorId to, Message body, Action<Outcome>? then = null) =>
        world.Say("coordination", "coordinator", to, body, then);

    /// <summary>
    /// Whoever does not answer the telephone is taken off the list, and its cases go to others.
    /// </summary>
    private void Replace(ReaderId gone)
    {
        Say(gone, new SetPresence(Presence.Away));
        foreach (var item in world.States.Values.OfType<CaseState>()
            .Where(item => item.Reader == gone).ToList())
            TakeBack(item.Id);
    }

    private void TakeBack(CaseId id)
    {
        if (world.Of(id) is { Reader: { } reader } item && world.IsGone(reader)
            && (item.InHand || item.Status == CaseStatus.OnHold))
            Say(id, new ReleaseCase(null, "radiologue injoignable"));
    }

    /// <summary>A provider that is full or closed is asked again later.</summary>
    private void SendOut(CaseId id)
    {
        if (world.Of(id) is not { NoReader: true, Status: CaseStatus.ToRead }
            || world.Settings.ExternalProviders.IsEmpty)
            return;
        var provider = world.Settings.ExternalProviders.Keys.First();
        Say(id, new ExternaliseCase(provider, "personne d'éligible"), outcome =>
        {
            if (outcome is Outcome.Refused)
                world.Agenda.After(Minutes(PatienceMinutes), () => SendOut(id));
        });
    }
}
