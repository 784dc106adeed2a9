using PIMM.Dispatch.Domain;
using PIMM.Dispatch.Host.Demo;
using Xunit;
using static PIMM.Dispatch.Host.Tests.Demo.DemoCases;

namespace PIMM.Dispatch.Host.Tests.Demo;

public sealed class ReaderHabitsTests
{
    private const int Many = 1_000;
    private static readonly DemoOptions Options = new() { LedgerPath = "unused" };
    private static readonly ReaderHabits Habits = new(Options, DemoChance.Of(1));
    private static readonly ReaderState Present = ReaderState.Initial with { Presence = Presence.Available };
    private static readonly ReaderId Visited = new("radiologue1");

    [Fact]
    public void Nobody_answers_an_offer_in_the_instant_it_comes() =>
        Assert.All(Enumerable.Range(0, Many), n => Assert.Null(Next(Offered(n), Now)));

    [Fact]
    public void Most_offers_are_accepted_some_declined_and_a_few_missed()
    {
        var acts = Enumerable.Range(0, Many).Select(n => Next(Offered(n), Now.AddSeconds(20))?.Body).ToList();
        Assert.InRange(acts.Count(a => a is AcceptCase), 880, 950);
        Assert.InRange(acts.Count(a => a is DeclineCase), 30, 75);
        Assert.InRange(acts.Count(a => a is null), 15, 50);
    }

    [Fact]
    public void A_vital_case_is_accepted_within_six_seconds() => Assert.All(
        Enumerable.Range(0, Many),
        n => Assert.IsType<AcceptCase>(Next(Offered(n, Urgency.Vital), Now.AddSeconds(6))?.Body));

    [Fact]
    public void The_account_that_visitors_try_first_always_accepts() => Assert.All(
        Enumerable.Range(0, Many),
        n => Assert.IsType<AcceptCase>(
            Next(Offered(n) with { Reader = Visited }, Now.AddSeconds(20), Visited)?.Body));

    [Fact]
    public void The_same_offer_is_answered_under_the_same_name_and_another_one_under_another()
    {
        var first = Next(Offered(1), Now.AddSeconds(20));
        Assert.Equal(first?.Name, Next(Offered(1), Now.AddSeconds(21))?.Name);
        var later = Offered(1) with { OfferedAt = Now.AddMinutes(5) };
        Assert.NotEqual(first?.Name, Next(later, Now.AddMinutes(6))?.Name);
    }

    [Fact]
    public void A_case_is_read_for_about_a_minute_and_signed()
    {
        foreach (var number in Enumerable.Range(0, Many))
        {
            var reading = InHand(number);
            var length = Habits.ReadingOf(Reader, reading);
            Assert.InRange(length.TotalSeconds, 43, 101);
            Assert.IsNotType<SignReport>(Next(reading, Now + length - TimeSpan.FromSeconds(1))?.Body);
            var signed = Assert.IsType<SignReport>(Next(reading, Now + length)?.Body);
            Assert.StartsWith("COMPTE RENDU FICTIF", signed.Text, StringComparison.Ordinal);
            Assert.Equal(Reader, signed.Author);
        }
    }

    [Fact]
    public void Some_readings_have_a_preliminary_text_and_some_a_critical_result()
    {
        var late = Enumerable.Range(0, Many)
            .Select(InHand)
            .Select(c => Next(c, Now + Habits.ReadingOf(Reader, c) * 0.9)?.Body)
            .ToList();
        Assert.InRange(late.Count(a => a is WritePreliminary), 300, 400);
        Assert.InRange(late.Count(a => a is DeclareCritical), 15, 60);

        CaseState InHand(int number) => DemoCases.InHand(number);
    }

    [Fact]
    public void A_preliminary_text_is_signed_on_its_version()
    {
        var written = InHand(1) with
        {
            Status = CaseStatus.Preliminary, Report = new ReportText(
                3, "Texte", "reader:radiologue2", Now, Signed: false),
        };
        Assert.Equal(3, Assert.IsType<SignReport>(Next(written, Now.AddMinutes(5))?.Body).OnVersion);
    }

    [Fact]
    public void The_case_accepted_last_is_read_first()
    {
        var (first, interrupting) = (
            InHand(1), InHand(2, Urgency.Vital) with { AcceptedAt = Now.AddSeconds(10) });
        var act = Habits.Next(Reader, Present, [first, interrupting], Now, null, Now.AddMinutes(5));
        Assert.Equal(interrupting.Id, new CaseId(act!.To.Key));
    }

    [Fact]
    public void A_case_that_waited_behind_another_is_read_from_when_the_hands_were_free()
    {
        var waiting = InHand(1);
        var since = Now.AddMinutes(10);
        Assert.Null(Habits.Next(Reader, Present, [waiting], since, null, since.AddSeconds(5)));
        Assert.IsType<SignReport>(
            Habits.Next(Reader, Present, [waiting], since, null, since.AddSeconds(105))?.Body);
    }

    [Fact]
    public void Breaks_are_short_and_rare_and_never_begin_with_a_case_in_hand()
    {
        var looks = Enumerable.Range(0, 8 * 3600 / 5).Select(n => Now.AddSeconds(5 * n)).ToList();
        var share = looks.Count(at => Habits.IsOnBreak(Reader, at)) / (double)looks.Count;
        Assert.InRange(share, 0.005, 0.08);
        var during = looks.First(at => Habits.IsOnBreak(Reader, at));
        Assert.Equal(
            new SetPresence(Presence.Break), Habits.Next(Reader, Present, [], Now, null, during)?.Body);
        var busy = InHand(1) with { AcceptedAt = during };
        Assert.Null(Habits.Next(Reader, Present, [busy], Now, null, during.AddSeconds(1)));
        Assert.DoesNotContain(looks, at => Habits.IsOnBreak(Visited, at));
    }

    [Fact]
    public void Who_missed_an_offer_comes_back_after_a_while()
    {
        var away = ReaderState.Initial with { Presence = Presence.Away };
        var at = Enumerable.Range(0, 1_000).Select(n => Now.AddSeconds(n))
            .First(n => !Habits.IsOnBreak(Reader, n));
        Assert.Null(Habits.Next(Reader, away, [], Now, at, at.AddSeconds(5)));
        Assert.Equal(new SetPresence(Presence.Available),
            Habits.Next(Visited, away, [], Now, at, at.AddSeconds(71))?.Body);
        Assert.Equal(
            new SetPresence(
                Presence.Available), Habits.Next(Visited, away, [], Now, DateTimeOffset.MinValue, at)?.Body);
    }

    private static DemoAct? Next(CaseState mine, DateTimeOffset at, ReaderId? me = null) =>
        Habits.Next(me ?? Reader, Present, [mine], DateTimeOffset.MinValue, null, at);
}
