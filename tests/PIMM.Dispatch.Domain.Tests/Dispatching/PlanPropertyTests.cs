using FsCheck;
using FsCheck.Fluent;

namespace PIMM.Dispatch.Domain.Tests.Dispatching;

/// <summary>What holds of every plan, whatever the evening. A failure prints its seed.</summary>
public sealed class PlanPropertyTests
{
    private static void Always(DispatchPolicy policy, Action<AnEvening> holds) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed => holds(new AnEvening(
                seed, readers: 1 + seed % 12, cases: 1 + seed % 41,
                weights => weights with { Policy = policy }))));

    [Theory]
    [InlineData(DispatchPolicy.F)]
    [InlineData(DispatchPolicy.E)]
    public void No_case_and_no_reader_is_given_twice(DispatchPolicy policy) => Always(policy, evening =>
    {
        var given = evening.Dispatched.ToList();
        Assert.Equal(given.Count, given.Select(one => one.Case).Distinct().Count());
        Assert.Equal(given.Count, given.Select(one => one.Reader).Distinct().Count());
    });

    [Theory]
    [InlineData(DispatchPolicy.F)]
    [InlineData(DispatchPolicy.E)]
    public void Nobody_is_given_what_it_may_not_have(DispatchPolicy policy) => Always(policy, evening =>
    {
        var interrupts = evening.Decision.Tells.Select(tell => tell.Body).OfType<OfferCase>()
            .Where(offer => offer.Interrupts is not null).Select(offer => offer.Reader).ToList();
        foreach (var given in evening.Dispatched)
        {
            Assert.True(evening.MayHave(given.Reader, evening.Of(given.Case)), given.Reader.Value);
            Assert.True(evening.IsFree(given.Reader) || interrupts.Contains(given.Reader));
        }
    });

    [Theory]
    [InlineData(DispatchPolicy.F)]
    [InlineData(DispatchPolicy.E)]
    public void No_vital_case_waits_behind_another_for_a_free_reader_who_may_have_it(DispatchPolicy policy) =>
        Always(policy, evening =>
        {
            var given = evening.Dispatched.ToDictionary(one => one.Reader, one => one.Case);
            foreach (var vital in Waiting(evening).Where(item => UrgencyOf(item) == Urgency.Vital))
            foreach (var reader in evening.Settings.Readers.Keys.Where(evening.IsFree))
            {
                if (evening.MayHave(reader, vital))
                    Assert.Equal(Urgency.Vital, UrgencyOf(evening.Of(given[reader])));
            }
        });

    [Fact]
    public void Nobody_is_idle_while_a_case_that_it_may_have_has_waited_as_long_as_allowed() =>
        Always(DispatchPolicy.F, evening =>
        {
            var cap = evening.Settings.Weights.At(default).ExpertWait;
            var given = evening.Dispatched.ToDictionary(one => one.Reader, one => one.Case);
            foreach (var item in Waiting(evening).Where(item => AnEvening.Waited(item) >= cap))
            foreach (var reader in evening.Settings.Readers.Keys.Where(evening.IsFree))
            {
                if (!evening.MayHave(reader, item))
                    continue;
                Assert.True(given.TryGetValue(reader, out var instead), $"{reader} is idle, {item.Id} waits");
                Assert.True(
                    UrgencyOf(evening.Of(instead)) != Urgency.Scheduled
                    || UrgencyOf(item) == Urgency.Scheduled, $"{item.Id} waits behind a scheduled case");
            }
        });

    [Theory]
    [InlineData(DispatchPolicy.F)]
    [InlineData(DispatchPolicy.E)]
    public void The_order_in_which_things_were_seen_changes_nothing(DispatchPolicy policy) =>
        Always(policy, evening => Assert.Equal(
            evening.Decision.Events.Select(Text.Of), evening.Shuffled().Events.Select(Text.Of)));

    [Fact]
    public void From_the_list_readers_help_themselves() => Always(DispatchPolicy.List, evening =>
    {
        Assert.Empty(evening.Dispatched);
        Assert.Empty(evening.Decision.Events.OfType<DeadlineSet>());
    });

    [Fact]
    public void What_is_too_large_to_be_matched_goes_by_the_index_and_says_so()
    {
        var large = new AnEvening(seed: 1, readers: 300, cases: 600);
        Assert.All(large.Dispatched.Where(given =>
            UrgencyOf(large.Of(given.Case)) != Urgency.Vital), given => Assert.Equal("e", given.Policy));
        Assert.All(new AnEvening(seed: 1, readers: 20, cases: 60).Dispatched,
            given => Assert.Equal("f", given.Policy));
    }

    private static IEnumerable<CaseState> Waiting(AnEvening evening)
    {
        var given = evening.Dispatched.Select(one => one.Case).ToHashSet();
        return evening.Cases.Where(item => item.Status == CaseStatus.ToRead && !given.Contains(item.Id));
    }

    private static Urgency UrgencyOf(CaseState item) => item.Classification!.Urgency;
}
