using static PIMM.Dispatch.Domain.Tests.ACase;
using static PIMM.Dispatch.Domain.Tests.TestTerritory;

namespace PIMM.Dispatch.Domain.Tests.Cases;

public sealed class CaseOwnerTests
{
    private static CaseOwner? Of(DomainEvent[] life) => CaseOwner.Of((CaseState)Spec().Given(life).State);

    [Fact]
    public void Every_state_on_the_way_has_its_owner()
    {
        Assert.Equal(new CaseOwner(OwnerKind.Regulators, ""), Of(Requested()));
        Assert.Equal(new CaseOwner(OwnerKind.Technologists, North.Value), Of(Arriving()));
        Assert.Equal(new CaseOwner(OwnerKind.Dispatcher, ""), Of(ToRead()));
        Assert.Equal(new CaseOwner(OwnerKind.Coordinators, ""), Of([.. ToRead(), new NoReaderFound()]));
        Assert.Equal(new CaseOwner(OwnerKind.OfferedReader, Ana.Value), Of(Offered(Ana)));
        Assert.Equal(new CaseOwner(OwnerKind.Reader, Ana.Value), Of(Accepted(Ana)));
        Assert.Equal(new CaseOwner(OwnerKind.Reader, Ana.Value), Of(Preliminary(Ana)));
        Assert.Equal(new CaseOwner(OwnerKind.Reader, Ana.Value), Of(Held(Ana)));
        Assert.Equal(new CaseOwner(OwnerKind.Requesters, North.Value), Of(Signed(Ana)));
    }

    [Fact]
    public void Held_by_nobodys_hand_it_is_the_coordinators() =>
        Assert.Equal(OwnerKind.Coordinators, Of(
            [.. ToRead(), new CaseHeld(Evening.AddMinutes(10), "antériorités")])!.Kind);

    [Fact]
    public void On_its_way_to_a_provider_it_is_whoevers_sent_it()
    {
        Assert.Equal(OwnerKind.Coordinators, Of(Externalised())!.Kind);
        Assert.Equal(OwnerKind.Dispatcher, Of([.. ToRead(), new CaseExternalised(
            TestTerritory.Provider, "x", Proof(SendingDecider.Roster))])!.Kind);
        Assert.Equal(new CaseOwner(OwnerKind.Provider, TestTerritory.Provider.Value), Of(WithProvider()));
    }

    [Fact]
    public void What_has_ended_or_never_was_has_none()
    {
        Assert.Null(Of([]));
        Assert.Null(Of(Acknowledged(Ana)));
        Assert.Null(Of(Cancelled()));
    }
}
