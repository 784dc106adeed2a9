using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

/// <summary>
/// Whatever happens in whatever order (time, acknowledgements, offers, readers who take and give back, holds,
/// edited policies): each step at most once per run, none after the case was taken, none while somebody has
/// acknowledged, and a run that nobody acknowledges reaches its last step.
/// </summary>
public sealed class EscalationPropertyTests
{
    private const int Runs = 400;
    private const int OperationsMax = 60;

    [Fact]
    public void Steps_come_once_and_only_while_the_case_waits_unheard()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var life = new Life(new Random(seed), $"seed {seed}");
            for (var i = 0; i < OperationsMax; i++)
                life.Operate();
            life.Silence();
        }
    }

    /// <summary>A case that lives alone: the test plays the dispatcher and everybody else.</summary>
    private sealed class Life
    {
        private readonly Random random;
        private readonly string seed;
        private readonly List<EscalationPolicy> policies = [];
        private TerritorySettings settings = TestTerritory.Settings;
        private CaseState state = CaseState.Initial;
        private DateTimeOffset now = VirtualClock.Evening;
        private long sequence;

        public Life(Random random, string seed)
        {
            (this.random, this.seed) = (random, seed);
            foreach (var fact in ACase.ToRead())
                Happens(fact);
        }

        public void Operate()
        {
            switch (random.Next(9))
            {
                case 0:
                    Pass(random.Next(60 * 40) / 60.0);
                    break;
                case 1:
                    if (state.NoticesRaised > 0)
                        Tell(new AcknowledgeNotice(random.Next(state.NoticesRaised) + 1));
                    break;
                case 2:
                    Tell(new ClaimCase(Somebody()));
                    break;
                case 3:
                    Tell(new ReleaseCase(null, "essai"));
                    break;
                case 4:
                    Tell(new OfferCase(Somebody(), null));
                    break;
                case 5:
                    Tell(new HoldCase(now.AddMinutes(1 + random.Next(20)), "essai"));
                    break;
                case 6:
                    Tell(new ResumeCase());
                    break;
                case 7:
                    Tell(new ClassifyCase((Urgency)random.Next(2), null, null, null));
                    break;
                default:
                    settings = WithUrgentPolicy(now.AddMinutes(random.Next(-60, 60)), Edited());
                    break;
            }
            Pass(random.Next(60) / 60.0);
        }

        /// <summary>Nobody acts any more: the run comes to its end, or out of the territory.</summary>
        public void Silence()
        {
            Tell(new ResumeCase());
            Tell(new ReleaseCase(null, "essai"));
            var run = state.EscalationsBegun;
            Pass(24 * 60);
            Assert.True(
                state is { Status: CaseStatus.Externalised } or { Escalation.Next: null }, seed);
            Assert.True(state.EscalationsBegun == run, $"{seed}: it began again by itself");
        }

        private ReaderId Somebody() => random.Next(2) == 0 ? Ana : Ben;

        private EscalationPolicy Edited() => Policy(1 + random.Next(20),
            (StepClock.AfterPrevious, random.Next(10), StepTo.Reader, random.Next(2) == 0),
            (StepClock.BeforeTarget, random.Next(45), StepTo.OnCall, random.Next(2) == 0),
            (StepClock.AfterTarget, random.Next(45), StepTo.Coordinators, false));

        private void Pass(double minutes)
        {
            var end = now.AddMinutes(minutes);
            while (state.Deadlines.Count > 0)
            {
                var (name, due) = state.Deadlines.MinBy(one => one.Value);
                if (due > end)
                    break;
                now = due > now ? due : now;
                Happens(new DeadlineReached(name, due));
                Tell(new ActorState.Due(name, due));
            }
            now = end;
        }

        private void Tell(Message message)
        {
            var decision = state.Decide(message, new TurnContext(
                now, Identity.System, new CommandId("c"), ACase.Id, settings, sequence + 1));
            foreach (var fact in decision.Events)
                Happens(fact);
            Assert.True(
                state.IsFinished || !state.Deadlines.IsEmpty, $"{seed}: {state.Status} without a deadline");
            Assert.True(
                state.Escalation is null == state.Status is not (CaseStatus.ToRead or CaseStatus.Offered),
                $"{seed}: {state.Status} and escalation {state.Escalation?.Number}");
            foreach (var (_, body) in decision.Tells)
            {
                if (body is Summon summon && random.Next(3) == 0)
                    Tell(new NobodySummoned(summon.Step));
                if (body is Summon { Moves: true } && random.Next(2) == 0)
                    Tell(new WithdrawOffer(OfferEnd.Escalated));
            }
        }

        private void Happens(DomainEvent fact)
        {
            if (fact is EscalationStepped stepped)
                Judge(stepped);
            if (fact is EscalationBegan began)
                JudgeBeginning(began);
            state = (CaseState)state.Evolve(
                new Recorded(++sequence, ACase.Id, now, Identity.System, fact));
        }

        private void Judge(EscalationStepped stepped)
        {
            var run = state.Escalation;
            Assert.True(run is not null, $"{seed}: a step of a case that is {state.Status}");
            Assert.True(stepped.Step == run.StepsDone + 1, $"{seed}: step {stepped.Step} again or too soon");
            Assert.True(run.AcknowledgedUntil is null, $"{seed}: a step after it was acknowledged");
            Assert.True(run.Policy == policies[^1], $"{seed}: an edited policy reached a running escalation");
            Assert.True(stepped.DueAt == now, $"{seed}: late without a reason");
        }

        private void JudgeBeginning(EscalationBegan began)
        {
            Assert.True(began.Number == state.EscalationsBegun + 1, $"{seed}: a number twice");
            Assert.True(
                began.PolicyFrom is not { } from || from <= now, $"{seed}: a policy of the future applies");
            policies.Add(began.Policy);
        }
    }
}
