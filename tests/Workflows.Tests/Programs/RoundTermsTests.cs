using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Tests.Programs;

public sealed class RoundTermsTests
{
    private static readonly DateOnly Today = new(2026, 9, 16);

    [Theory]
    [InlineData("2027-02-28T24:00", "2028-02-28T24:00")]
    [InlineData("2028-02-29T24:00", "2029-02-28T24:00")]
    [InlineData("2026-10-20T24:00", "2027-10-20T24:00")]
    [InlineData("2026-12-31T24:00", "2027-12-31T24:00")]
    [InlineData("2028-02-29T17:30", "2029-02-28T17:30")]
    public void A_year_later_the_end_of_a_day_is_the_end_of_that_day(string instant, string later) => Assert.Equal(At(later), NextYear.End(At(instant)));

    [Theory]
    [InlineData("2026-09-01T00:00", "2027-09-01T00:00")]
    [InlineData("2028-02-29T00:00", "2029-02-28T00:00")]
    [InlineData("2026-12-31T08:30", "2027-12-31T08:30")]
    public void A_year_later_a_start_is_the_same_time_of_the_same_day(string instant, string later) => Assert.Equal(At(later), NextYear.Start(At(instant)));

    [Theory]
    [InlineData("2026年本级创新平台认定（第二批）", "2027年本级创新平台认定（第二批）")]
    [InlineData("2026年度 2026 批", "2027年度 2026 批")]
    [InlineData("平台认定", "平台认定")]
    [InlineData("编号 120260 的批次", "编号 120260 的批次")]
    public void The_first_year_of_a_title_is_raised(string title, string later) => Assert.Equal(later, NextYear.Title(title));

    [Theory]
    [InlineData("organization.kind = \"企业\"", true)]
    [InlineData("organization.kind = \"企业\" and organization.staff_total >= 200", false)]
    [InlineData("organization.staff_total > 20", true)]
    [InlineData("organization.legal_rep = null", false)]
    public void A_condition_admits_by_the_profile(string condition, bool admitted) =>
        Assert.Equal(admitted, new RoundTerms { Eligibility = condition }.Admits(new(Profile(), Today)));

    [Fact]
    public void What_the_profile_does_not_tell_is_not_met()
    {
        var profile = Profile();
        profile["staff_total"] = null;
        Assert.False(new RoundTerms { Eligibility = "organization.staff_total > 20" }.Admits(new(profile, Today)));
        Assert.True(new RoundTerms().Admits(new([], Today)));
    }

    [Theory]
    [InlineData("organization.staff_total > 20", true)]
    [InlineData("organization.shoe_size > 20", false)]
    [InlineData("form.rd_staff > 20", false)]
    [InlineData("organization.staff_total", false)]
    [InlineData("organization.kind >", false)]
    public void Only_conditions_over_the_profile_can_be_used(string condition, bool right) => Assert.Equal(right, RoundTerms.Problem(condition) is null);

    private static JsonObject Profile() => new() { ["kind"] = "企业", ["staff_total"] = 120, ["legal_rep"] = "张某" };

    private static DateTimeOffset At(string text) =>
        text.EndsWith("24:00", StringComparison.Ordinal) ? DateTimeOffset.Parse(text[..10] + "T00:00:00+08:00").AddDays(1) : DateTimeOffset.Parse(text + ":00+08:00");
}
