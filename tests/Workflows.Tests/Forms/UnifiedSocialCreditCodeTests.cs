using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Tests.Forms;

public sealed class UnifiedSocialCreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("914202810000000198")]
    [InlineData("914202810000000273")]
    [InlineData("91420281000000035X")]
    [InlineData("91420281000000043Q")]
    [InlineData("914201000000000514")]
    [InlineData("1210000000000006XF")]
    [InlineData("124202000000000786")]
    [InlineData("914202810000000866")]
    [InlineData("914202810000000941")]
    [InlineData("91420281000000107N")]
    public void ValidCodes(string code) => Assert.Null(UnifiedSocialCreditCode.Validate(code));

    [Theory]
    [InlineData(null, "请填写")]
    [InlineData("  ", "请填写")]
    [InlineData("9142028100000001", "现在是 16 位")]
    [InlineData("914202810000000190", "校验位不对")]
    [InlineData("91420281I0000000IX", "第 9 位“I”")]
    [InlineData("91420281*000000198", "第 9 位“*”")]
    [InlineData("9A4202810000000198", "校验位不对")]
    [InlineData("91A202810000000198", "第 3 位应为数字")]
    public void InvalidCodesGetAReason(string? code, string reason)
    {
        Assert.Contains(reason, UnifiedSocialCreditCode.Validate(code), StringComparison.Ordinal);
        Assert.False(UnifiedSocialCreditCode.TryParse(code, out _));
    }

    [Theory]
    [InlineData(" 91420281000000035x ")]
    [InlineData("９１４２０２８１０００００００３５Ｘ")]
    [InlineData("91420281-0000 0003-5x\u3000")]
    public void NormalisesCaseSpacesAndWidth(string typed)
    {
        Assert.True(UnifiedSocialCreditCode.TryParse(typed, out var code));
        Assert.Equal("91420281000000035X", code.Value);
        Assert.Equal(UnifiedSocialCreditCode.Parse("91420281000000035X"), code);
    }

    [Fact]
    public void EverySingleWrongDigitIsFound()
    {
        const string good = "91350100M000100Y43";
        for (var place = 0; place < 17; place++)
        {
            foreach (var digit in "0123456789")
            {
                if (digit == good[place]) continue;
                Assert.NotNull(UnifiedSocialCreditCode.Validate(good[..place] + digit + good[(place + 1)..]));
            }
        }
    }
}
