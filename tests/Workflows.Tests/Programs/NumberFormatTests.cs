using System.Globalization;
using Innovation.Workflows.Programs;

namespace Innovation.Workflows.Tests.Programs;

public sealed class NumberFormatTests
{
    [Fact]
    public void NumbersAsTheyAreWritten()
    {
        Assert.Equal("冶科〔2026〕3号", NumberFormat.Document("冶科", 2026, 3));
        Assert.Equal("冶科受〔2026〕33号", NumberFormat.Document("冶科", "受", 2026, 33));
        Assert.Equal("DYPT-2026-0042", NumberFormat.Certificate("DYPT", 2026, 42));
        Assert.Equal("DYPT-2026-10000", NumberFormat.Certificate("DYPT", 2026, 10_000));
        Assert.Equal("PT2026-0037", NumberFormat.Case("PT", 2026, 37));
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberFormat.Document("冶科", 2026, 0));
    }

    [Theory]
    [InlineData("2024-02-29", 3, "2027-02-28")]
    [InlineData("2024-02-29", 4, "2028-02-29")]
    [InlineData("2026-09-16", 3, "2029-09-16")]
    [InlineData("2025-02-28", 3, "2028-02-28")]
    public void ExpiryIsTheSameDayOrTheMonthsEnd(string issued, int years, string expiry)
    {
        var date = Validity.ExpiryDate(DateOnly.Parse(issued, CultureInfo.InvariantCulture), years);
        Assert.Equal(expiry, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.False(Validity.IsExpired(date, date));
        Assert.True(Validity.IsExpired(date, date.AddDays(1)));
    }

    [Theory]
    [InlineData("3600", "叁仟陆佰元整")]
    [InlineData("0", "零元整")]
    [InlineData("0.05", "伍分")]
    [InlineData("0.50", "伍角整")]
    [InlineData("10", "壹拾元整")]
    [InlineData("1.05", "壹元零伍分")]
    [InlineData("1409.50", "壹仟肆佰零玖元伍角整")]
    [InlineData("6007.14", "陆仟零柒元壹角肆分")]
    [InlineData("1680.32", "壹仟陆佰捌拾元零叁角贰分")]
    [InlineData("107000.53", "壹拾万柒仟元零伍角叁分")]
    [InlineData("10.05", "壹拾元零伍分")]
    [InlineData("10.50", "壹拾元零伍角整")]
    [InlineData("11.50", "壹拾壹元伍角整")]
    [InlineData("100000.00", "壹拾万元整")]
    [InlineData("100000.01", "壹拾万元零壹分")]
    [InlineData("1000500.00", "壹佰万零伍佰元整")]
    [InlineData("1000500.20", "壹佰万零伍佰元零贰角整")]
    [InlineData("10000000.10", "壹仟万元零壹角整")]
    [InlineData("100000000.55", "壹亿元零伍角伍分")]
    [InlineData("16409.02", "壹万陆仟肆佰零玖元零贰分")]
    [InlineData("325.04", "叁佰贰拾伍元零肆分")]
    [InlineData("10001", "壹万零壹元整")]
    [InlineData("10010", "壹万零壹拾元整")]
    [InlineData("1000000", "壹佰万元整")]
    [InlineData("100000001", "壹亿零壹元整")]
    [InlineData("100010000", "壹亿零壹万元整")]
    [InlineData("12685000", "壹仟贰佰陆拾捌万伍仟元整")]
    [InlineData("1000000000000", "壹万亿元整")]
    [InlineData("1000100000000", "壹万零壹亿元整")]
    [InlineData("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")]
    [InlineData("-20.00", "负贰拾元整")]
    public void AmountsInCapitals(string yuan, string capitals) =>
        Assert.Equal("人民币" + capitals, AmountInCapitals.Write(decimal.Parse(yuan, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0.001")]
    [InlineData("10000000000000000")]
    public void ImpossibleAmountsAreRefused(string yuan) => Assert.Throws<ArgumentOutOfRangeException>(
        () => AmountInCapitals.Write(decimal.Parse(yuan, CultureInfo.InvariantCulture)));

    [Fact]
    public void CapitalsCanBeReadBack()
    {
        const int seed = 42;
        var random = new Random(seed);
        for (var run = 0; run < 5_000; run++)
        {
            var amount = random.NextInt64((long)Math.Pow(10, random.Next(1, 14)));
            var text = AmountInCapitals.Write(amount)[3..^2];
            Assert.True(amount == Read(text), $"seed {seed}: {amount} {text}");
            Assert.DoesNotContain("零零", text, StringComparison.Ordinal);
        }
    }

    private static long Read(string text)
    {
        long total = 0, section = 0, digit = 0;
        foreach (var c in text)
        {
            var place = "拾佰仟".IndexOf(c, StringComparison.Ordinal);
            if (place >= 0) (section, digit) = (section + (digit * (long)Math.Pow(10, place + 1)), 0);
            else if (c == '万') (total, section, digit) = (total + ((section + digit) * 10_000), 0, 0);
            else if (c == '亿') (total, section, digit) = ((total + section + digit) * 100_000_000, 0, 0);
            else digit = "零壹贰叁肆伍陆柒捌玖".IndexOf(c, StringComparison.Ordinal);
        }
        return total + section + digit;
    }

    [Theory]
    [InlineData("冶科[2026]2号")]
    [InlineData("冶科（2026）2号")]
    [InlineData("冶科(2026) 2 号")]
    [InlineData("冶科【2026】2号")]
    [InlineData("冶科［２０２６］２号")]
    [InlineData(" 冶科〔2026〕02号")]
    [InlineData("冶科〔2026〕第2号")]
    [InlineData("冶科2026 2号")]
    [InlineData("冶科20262号")]
    [InlineData("冶科2026年第02号")]
    public void A_document_number_is_found_however_its_year_is_bracketed(string typed) => Assert.Equal("冶科〔2026〕2号", NumberFormat.Read(typed));

    [Theory]
    [InlineData("DYPT-2026-0042")]
    [InlineData("大冶示例（集团）公司")]
    [InlineData("PT2026-0037")]
    [InlineData("2026年2号")]
    [InlineData("大冶示例路2026号")]
    public void Other_words_stay_as_they_were_typed(string typed) => Assert.Equal(typed, NumberFormat.Read(typed));
}
