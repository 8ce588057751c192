using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;

namespace Innovation.Workflows.Tests.Organizations;

public sealed class UnitNamesTests
{
    [Fact]
    public void FourteenUnitsInPrintedOrder() => Assert.Equal(
        "大冶湖高新区 临空区•还地桥镇 灵乡镇 陈贵镇 金湖街道 保安镇 大箕铺镇 金山店镇 金牛镇 东岳街道 刘仁八镇 殷祖镇 茗山乡 东风农场",
        string.Join(' ', RecommendingUnits.All.Select(unit => unit.Name)));

    [Theory]
    [InlineData("临空经济区·还地桥镇", "临空区•还地桥镇")]
    [InlineData("临空区·还地桥镇", "临空区•还地桥镇")]
    [InlineData("临空经济区\u2022还地桥镇", "临空区•还地桥镇")]
    [InlineData(" 东风农场管理区 ", "东风农场")]
    [InlineData("高新区", "大冶湖高新区")]
    [InlineData("武昌区", null)]
    [InlineData(null, null)]
    public void FindsByAnyName(string? name, string? canonical) =>
        Assert.Equal(canonical, RecommendingUnits.Find(name));

    [Fact]
    public void ThirteenTowns()
    {
        Assert.Equal(13, RecommendingUnits.Towns.Count);
        Assert.Equal(14, RecommendingUnits.OrderOf("东风农场管理区"));
    }

    [Theory]
    [InlineData("市市场监管局", "市市场监督管理局")]
    [InlineData("市自然资源规划局", "市资规局")]
    [InlineData("市招商服务中心", "市招商中心")]
    [InlineData("市科技局", "市科技局")]
    [InlineData("省科技厅", null)]
    public void DepartmentsHaveAliases(string name, string? canonical) =>
        Assert.Equal(canonical, Departments.Find(name));

    [Fact]
    public void TwentyTwoDepartments() => Assert.Equal(22, Departments.All.Count);
}
