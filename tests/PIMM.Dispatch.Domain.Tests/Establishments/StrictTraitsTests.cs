namespace PIMM.Dispatch.Domain.Tests.Establishments;

public sealed class StrictTraitsTests
{
    private static readonly Patient One = ACase.Someone;

    [Fact]
    public void Names_are_compared_without_accents_case_or_punctuation() =>
        Assert.Equal(
            StrictTraits.Of(One with { FamilyName = "Éxemple-Essai", GivenName = "jean  paul" }),
            StrictTraits.Of(One with { FamilyName = "EXEMPLE ESSAI", GivenName = "Jean-Paul" }));

    [Fact]
    public void Nothing_is_matched_when_a_trait_is_missing()
    {
        Assert.Null(StrictTraits.Of(One with { GivenName = null }));
        Assert.Null(StrictTraits.Of(One with { BirthDate = null }));
        Assert.Null(StrictTraits.Of(One with { Sex = null }));
        Assert.Null(StrictTraits.Of(One with { FamilyName = " - " }));
        Assert.Null(StrictTraits.Of(One with { GivenName = "..." }));
    }

    [Fact]
    public void Any_differing_trait_makes_another_person()
    {
        Assert.NotEqual(StrictTraits.Of(One), StrictTraits.Of(One with { FamilyName = "AUTRE" }));
        Assert.NotEqual(StrictTraits.Of(One), StrictTraits.Of(One with { GivenName = "Deux" }));
        Assert.NotEqual(
            StrictTraits.Of(One), StrictTraits.Of(One with { BirthDate = new DateOnly(1970, 2, 1) }));
        Assert.NotEqual(StrictTraits.Of(One), StrictTraits.Of(One with { Sex = "M" }));
    }

    [Fact]
    public void The_two_names_do_not_run_into_each_other() =>
        Assert.NotEqual(
            StrictTraits.Of(One with { FamilyName = "UN DEUX", GivenName = "Trois" }),
            StrictTraits.Of(One with { FamilyName = "UN", GivenName = "Deux Trois" }));

    [Fact]
    public void Identities_contradict_each_other_where_both_say_something_and_not_the_same()
    {
        Assert.True(StrictTraits.Conflict(One, One with { FamilyName = "AUTRE" }));
        Assert.True(StrictTraits.Conflict(One, One with { BirthDate = new DateOnly(1970, 2, 1) }));
        Assert.True(StrictTraits.Conflict(One, One with { Sex = "M" }));
        Assert.True(StrictTraits.Conflict(One, One with { PatientId = "IPP-2" }));
    }

    [Fact]
    public void What_is_missing_contradicts_nothing()
    {
        Assert.False(StrictTraits.Conflict(One, One with { BirthDate = null, Sex = null, PatientId = null }));
        Assert.False(StrictTraits.Conflict(One, One with { PatientId = " " }));
        Assert.False(StrictTraits.Conflict(One, One with { FamilyName = "exemple", GivenName = "Une" }));
    }

    [Fact]
    public void A_person_is_known_by_the_ins_only_while_it_is_qualified()
    {
        var qualified = One with { Ins = "000000000000000", Status = IdentityStatus.Qualified };
        Assert.Equal("ins:000000000000000", StrictTraits.KeyOf(TestTerritory.North, qualified));
        Assert.Equal("ipp:nord:IPP-1",
            StrictTraits.KeyOf(TestTerritory.North, qualified with { Status = IdentityStatus.Provisional }));
    }

    /// <summary>faults.md D14: the same number of two issuers is two patients.</summary>
    [Fact]
    public void The_same_patient_number_of_two_hospitals_is_two_patients() =>
        Assert.NotEqual(
            StrictTraits.KeyOf(TestTerritory.North, One), StrictTraits.KeyOf(TestTerritory.South, One));

    [Fact]
    public void Without_any_number_the_traits_are_the_key_and_without_traits_there_is_none()
    {
        Assert.StartsWith("traits:", StrictTraits.KeyOf(TestTerritory.North, One with { PatientId = null }),
            StringComparison.Ordinal);
        Assert.Equal("", StrictTraits.KeyOf(TestTerritory.North, One with { PatientId = null, Sex = null }));
    }
}
