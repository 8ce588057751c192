using Innovation.Workflows.Funds.Providers;

namespace Innovation.Workflows.Tests.Funds;

public sealed class RelatedPartiesTests
{
    private static readonly RelatedParty Enterprise = new("大冶示例新材料有限公司", "914202810000000198", "甲某", "", []);
    private static readonly RelatedParty Provider = new("武汉示例检测技术有限公司", "914201000000000514", "乙某", "", []);

    [Fact]
    public void StrangersAreNotRelated() => Assert.Null(RelatedParties.Examine(Enterprise, Provider));

    [Theory]
    [InlineData("19.99", null)]
    [InlineData("20", false)]
    [InlineData("24.99", false)]
    [InlineData("25", true)]
    public void SharesCountInBothDirectionsAndThroughACommonHolder(string text, bool? refused)
    {
        var percent = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        RelatedHolder[] common = [new("示例投资有限公司", null, percent)];
        Assert.Equal(refused, RelatedParties.Examine(Enterprise, Provider with { Holders = [new("旧名称", " 914202810000000198", percent)] })?.IsRefused);
        Assert.Equal(refused, RelatedParties.Examine(Enterprise with { Holders = [new("武汉示例检测技术有限公司", null, percent)] }, Provider)?.IsRefused);
        Assert.Equal(refused, RelatedParties.Examine(Enterprise with { Holders = [new("示例投资有限公司", null, 60m)] }, Provider with { Holders = common })?.IsRefused);
        Assert.Equal(refused, RelatedParties.Examine(Enterprise with { Holders = common }, Provider with { Holders = [new("示例投资有限公司", null, 60m)] })?.IsRefused);
    }

    [Fact]
    public void RowsOfOneHolderAddUp() =>
        Assert.True(RelatedParties.Examine(Enterprise, Provider with { Holders = [new(Enterprise.Name, null, 15m), new("旧名称", Enterprise.Uscc, 10m)] })!.IsRefused);

    [Theory]
    [InlineData("示例（湖北）集团", "示例(湖北)集团")]
    [InlineData("示例 集团", "示例集团")]
    [InlineData("ABC集团", "ａｂｃ集团")]
    public void OneGroupIsRelatedHoweverItIsWritten(string one, string other) =>
        Assert.True(RelatedParties.Examine(Enterprise with { GroupName = one }, Provider with { GroupName = other })!.IsRefused);

    [Fact]
    public void OneLegalRepresentativeIsRelatedAndAnUnknownOneIsNot()
    {
        Assert.True(RelatedParties.Examine(Enterprise, Provider with { LegalRepresentative = " 甲某 " })!.IsRefused);
        Assert.Null(RelatedParties.Examine(Enterprise with { LegalRepresentative = "" }, Provider with { LegalRepresentative = "" }));
    }

    [Fact]
    public void TheLimitIsTheCallers() =>
        Assert.True(RelatedParties.Examine(Enterprise, Provider with { Holders = [new(Enterprise.Name, null, 20m)] }, 20m)!.IsRefused);
}
