using System.Collections.Immutable;
using System.Globalization;
using static PIMM.Dispatch.Domain.Tests.Alerts.ALedger;

namespace PIMM.Dispatch.Domain.Tests.Alerts;

/// <summary>
/// Whole evenings of notices, acknowledgements, failing channels and crashes between sending and recording;
/// the plan is asked every second, as the sender asks it.
/// </summary>
public sealed class AlertPropertyTests
{
    private const int Seeds = 60;
    private const int Seconds = 900;

    [Fact]
    public void Without_faults_every_step_comes_once_at_its_time_and_never_after_the_acknowledgement()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var evening = new Run(seed, faults: false);
            evening.Play();
            foreach (var group in evening.Sent.GroupBy(sent => sent.Alert.Id))
                Assert.True(group.Count() == 1, $"seed {seed}: {group.Key} went {group.Count()} times");
            evening.CheckSilenceAfterTheEnd();
            evening.CheckSteps(late: TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public void With_faults_and_crashes_nothing_is_lost_and_only_what_was_not_recorded_is_repeated()
    {
        var repeats = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var evening = new Run(seed, faults: true);
            evening.Play();
            evening.CheckSilenceAfterTheEnd();
            foreach (var group in evening.Sent.GroupBy(sent => sent.Alert.Id))
            {
                var unrecorded = evening.Crashed.Count(alert => alert == group.Key);
                Assert.True(group.Count() <= 1 + unrecorded, $"seed {seed}: {group.Key} was repeated");
                repeats += group.Count() - 1;
            }
            evening.CheckSteps(late: TimeSpan.FromMinutes(8));
        }
        Assert.True(repeats > 0, "no crash ever repeated anything: the test shows nothing");
    }

    private sealed class Run(int seed, bool faults)
    {
        private readonly Random random = new(seed);
        private readonly Dictionary<NoticeId, AlertableNotice> open = [];
        private readonly Dictionary<NoticeId, (DateTimeOffset At, DateTimeOffset? End)> lives = [];
        private AlertsState ledger = AlertsState.Initial;
        private int sequence;

        public List<(Alert Alert, DateTimeOffset At)> Sent { get; } = [];

        public List<AlertId> Crashed { get; } = [];

        public void Play()
        {
            for (var second = 0; second < Seconds; second++)
            {
                var now = Evening.AddSeconds(second);
                if (second < Seconds / 3 && random.Next(60) == 0)
                    Raise(now);
                if (random.Next(120) == 0 && open.Count > 0)
                    Acknowledge(open.Keys.ElementAt(random.Next(open.Count)), now);
                Tell(new CloseAlerts([.. AlertPlan.Over(ledger, open.Keys.ToHashSet(), now)]), now);
                foreach (var due in AlertPlan.Of(open.Values, ledger, now).Now)
                    Send(due, now);
            }
        }

        public void CheckSilenceAfterTheEnd()
        {
            foreach (var (alert, at) in Sent)
                Assert.True(
                    !(lives[alert.Notice].End <= at), $"seed {seed}: {alert.Id} after the acknowledgement");
        }

        /// <summary>Whoever has not heard for long enough has been told over every channel.</summary>
        public void CheckSteps(TimeSpan late)
        {
            foreach (var (notice, life) in lives)
            {
                var lasted = (life.End ?? Evening.AddSeconds(Seconds)) - life.At;
                for (var step = 0; step < 3; step++)
                {
                    var named = life.At.AddMinutes(step);
                    var first = Sent.Where(sent => sent.Alert.Id == Step(step, notice).Id)
                        .Select(sent => (DateTimeOffset?)sent.At).FirstOrDefault();
                    Assert.False(first < named, $"seed {seed}: {notice} step {step} came too early");
                    if (lasted >= TimeSpan.FromMinutes(step) + late)
                        Assert.True(first <= named + late, $"seed {seed}: {notice} step {step} is missing");
                }
            }
        }

        private void Raise(DateTimeOffset now)
        {
            // Spread out, so that the pause between two calls is not what is measured.
            if (lives.Values.Any(life => now - life.At < TimeSpan.FromSeconds(70)))
                return;
            var id = NoticeId.Of(ACase.Id, lives.Count + 1);
            open[id] = Open(id: id, at: now);
            lives[id] = (now, null);
        }

        private void Acknowledge(NoticeId id, DateTimeOffset now)
        {
            open.Remove(id);
            lives[id] = (lives[id].At, now);
        }

        private void Send(AlertDue due, DateTimeOffset now)
        {
            if (faults && random.Next(4) == 0)
            {
                Tell(new RecordTry(due.Alert, due.Attempt, now, new TryResult(TryEnd.Retry, "x")), now);
                return;
            }
            Sent.Add((due.Alert, now));
            if (faults && random.Next(6) == 0)
                Crashed.Add(due.Alert.Id);
            else
                Tell(new RecordTry(due.Alert, due.Attempt, now, TryResult.Sent), now);
        }

        private void Tell(Message message, DateTimeOffset now)
        {
            var command = new CommandId((++sequence).ToString(CultureInfo.InvariantCulture));
            var decision = ledger.Decide(message, new TurnContext(
                now, Identity.System, command, ActorId.Alerts, TestTerritory.Settings, sequence));
            foreach (var fact in decision.Events)
                ledger = (AlertsState)ledger.Evolve(
                    new Recorded(sequence, ActorId.Alerts, now, Identity.System, fact));
        }
    }
}
