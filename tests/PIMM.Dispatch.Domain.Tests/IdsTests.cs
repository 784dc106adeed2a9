namespace PIMM.Dispatch.Domain.Tests;

public sealed class IdsTests
{
    [Fact]
    public void A_case_id_says_where_the_case_lives()
    {
        var id = CaseId.At(new TerritoryId("hainaut"), 42);
        Assert.Equal("hainaut.42", id.Value);
        Assert.True(id.TryGetTerritory(out var territory));
        Assert.Equal("hainaut", territory.Value);
    }

    [Theory]
    [InlineData("42")]
    [InlineData(".42")]
    [InlineData("hainaut.")]
    public void A_text_of_another_form_is_no_case_id(string text) =>
        Assert.False(new CaseId(text).TryGetTerritory(out _));

    [Theory]
    [InlineData("hainaut.42#7", true)]
    [InlineData("hainaut/roster#7", true)]
    [InlineData("hainaut.42#", false)]
    [InlineData("#7", false)]
    [InlineData("hainaut.42#-7", false)]
    [InlineData(null, false)]
    public void A_notice_id_is_who_raised_it_and_a_number(string? text, bool valid)
    {
        Assert.Equal(valid, NoticeId.TryParse(text, out var notice));
        if (valid)
            Assert.Equal(text, notice.ToString());
    }

    [Fact]
    public void A_notice_id_says_where_it_belongs()
    {
        Assert.True(NoticeId.TryParse("hainaut.42#7", out var ofCase));
        Assert.True(NoticeId.TryParse("hainaut/roster#7", out var ofRoster));

        Assert.Equal(new CaseId("hainaut.42"), ofCase.Case);
        Assert.Equal((new TerritoryId("hainaut"), ActorId.Roster), (ofRoster.Territory, ofRoster.Source));
        Assert.Equal(ofCase.Territory, ofRoster.Territory);
        Assert.Null(ofRoster.Case);
    }

    [Theory]
    [InlineData("territory")]
    [InlineData("dispatcher")]
    [InlineData("roster")]
    [InlineData("establishment/denain")]
    [InlineData("reader/radiologue1")]
    [InlineData("case/hainaut.42")]
    public void An_actor_address_is_read_as_it_is_written(string text) =>
        Assert.Equal(text, ActorId.Parse(text).ToString());

    [Fact]
    public void An_address_of_no_known_kind_is_an_error() =>
        Assert.Throws<FormatException>(() => ActorId.Parse("nobody/1"));
}
