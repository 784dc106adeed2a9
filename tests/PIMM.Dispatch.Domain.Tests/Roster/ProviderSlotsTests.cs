using static PIMM.Dispatch.Domain.Tests.Roster.ARoster;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Roster;

/// <summary>Confié à la société externe, as an act that somebody signs.</summary>
public sealed class ProviderSlotsTests
{
    private static GiveSlotsToProvider Give => new(Provider, [Thursday], "personne");

    [Fact]
    public void A_slot_is_given_with_who_when_and_why()
    {
        var after = (RosterState)Spec().By("lea", "coordinator").When(Give)
            .Then(new SlotsGivenToProvider(Provider, [Thursday], "personne")).After;

        Assert.Equal(
            new ExternalCover(Provider, "personne", new Identity("lea", "coordinator"), Evening),
            after.External[Thursday]);
    }

    [Fact]
    public void Nothing_is_given_to_nobody_without_a_reason_or_in_the_past()
    {
        Spec().When(Give with { Provider = new ProviderId("autre") })
            .ThenRefused(Refusals.ProviderUnknown, "autre");
        Spec().When(Give with { Reason = " " }).ThenRefused(Refusals.TextMissing);
        Spec().When(Give with { Slots = [Thursday, new SlotId("x")] })
            .ThenRefused(Refusals.SlotUnknown, "x");
        Spec().At(ThursdayUntil).When(Give).ThenRefused(Refusals.InstantInThePast);
        Spec().When(Give with { Slots = [] }).ThenNothing();
    }

    [Fact]
    public void A_slot_is_taken_back()
    {
        var given = Spec().Given(new SlotsGivenToProvider(Provider, [Thursday], "personne"));

        var after = given.When(new TakeSlotsBack([Thursday], "Ana revient"))
            .Then(new SlotsTakenBack([Thursday], "Ana revient")).After;

        Assert.Empty(((RosterState)after).External);
        given.When(new TakeSlotsBack([Thursday], "")).ThenRefused(Refusals.TextMissing);
        given.When(new TakeSlotsBack([], "x")).ThenNothing();
        Spec().When(new TakeSlotsBack([Thursday], "x")).ThenRefused(Refusals.SlotNotGiven, Thursday.Value);
    }

    [Fact]
    public void After_two_months_it_is_forgotten()
    {
        var next = new SlotId("garde/2026-03-20/1830");
        var later = Spec().Given(new SlotsGivenToProvider(Provider, [Thursday], "personne"))
            .After(RosterState.Memory + TimeSpan.FromDays(2))
            .Given(new SlotsGivenToProvider(Provider, [next], "personne"));

        Assert.Equal([next], ((RosterState)later.State).External.Keys);
    }
}
