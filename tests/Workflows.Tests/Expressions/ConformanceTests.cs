using Innovation.Workflows.Expressions;

namespace Innovation.Workflows.Tests.Expressions;

/// <summary>Where our FEEL once said something else than FEEL: each follows it now, is refused, or stands in ADR 0020 with its reason.</summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData("""matches("13800138000", "^1[0-9]{10}$")""", "true")]
    [InlineData("""matches("13800138000\n", "^1[0-9]{10}$")""", "false")]
    [InlineData("""matches("甲\n", "甲$", "m")""", "true")]
    [InlineData("""matches("甲\n乙", "^乙$")""", "false")]
    [InlineData("""matches("甲\n乙", "^乙$", "m")""", "true")]
    [InlineData("""matches("甲\r乙", "甲.乙")""", "false")]
    [InlineData("""matches("甲\r乙", "甲.乙", "s")""", "true")]
    [InlineData("""matches("𠮷", "^.$")""", "true")]
    [InlineData("""matches("𠮷", "^..$")""", "false")]
    [InlineData("""matches("𠮷", "^[^a]$")""", "true")]
    [InlineData("""matches("𠮷𠮷", "^𠮷{2}$")""", "true")]
    [InlineData("""matches("PT-2026", "^pt-\\d{4}$", "i")""", "true")]
    [InlineData("""matches("b", "^[a-z-[aeiou]]$")""", "true")]
    [InlineData("""matches("e", "^[a-z-[aeiou]]$")""", "false")]
    [InlineData("""matches("+", "^\\w$")""", "true")]
    [InlineData("""matches("_", "^\\w$")""", "false")]
    [InlineData("""matches("　", "\\s")""", "false")]
    [InlineData("""matches("大冶", "^\\p{Lo}+$")""", "true")]
    [InlineData("""matches("ab", " a b ", "x")""", "true")]
    [InlineData("""replace("2026年9月", "[0-9]+", "#")""", "\"#年#月\"")]
    [InlineData("""replace("2026-09", "([0-9]+)-([0-9]+)", "$2/$1")""", "\"09/2026\"")]
    [InlineData("""replace("甲乙", "乙", "[$0]\\$")""", "\"甲[乙]$\"")]
    [InlineData("""replace("aXbx", "x", "-", "i")""", "\"a-b-\"")]
    [InlineData("""replace("1.5", "\\.", ",")""", "\"1,5\"")]
    [InlineData("""replace("aaa", "a+?", "b")""", "\"bbb\"")]
    [InlineData("""split("甲, 乙,丙", ",[ ]*")""", "[\"甲\", \"乙\", \"丙\"]")]
    [InlineData("""split("甲.乙", "\\.")""", "[\"甲\", \"乙\"]")]
    [InlineData("""split("甲;;", ";")""", "[\"甲\", \"\", \"\"]")]
    public void PatternsAreThoseOfFeel(string text, string expected) => Assert.Equal(expected, Feel.Eval(text).ToString());

    [Theory]
    [InlineData("""matches("x", "(")""", "括号没有写完")]
    [InlineData("""matches("aa", "(a)\\1")""", "不支持引用前面括号的 \\1")]
    [InlineData("""matches("a", "(?=a)")""", "不支持 (? 开头的写法")]
    [InlineData("""matches("a", "\\i")""", "不支持 \\i")]
    [InlineData("""matches("a", "\\bA")""", "没有 \\b 这种写法")]
    [InlineData("""matches("a", "\\p{IsBasicLatin}")""", "不支持字符类别")]
    [InlineData("""matches("a", "[𠮷]")""", "不支持 U+FFFF 以外的字")]
    [InlineData("""matches("a", "a", "q")""", "没有“q”这个选项")]
    [InlineData("""matches("a", "((a{500}){500}){500}")""", "重复太多")]
    [InlineData("""matches("a", "a**")""", "重复符号不能连写")]
    [InlineData("""replace("a", "a*", "b")""", "什么也不对应")]
    [InlineData("""replace("a", "a", "$")""", "$ 后面应当写第几个括号")]
    [InlineData("""split("a", "")""", "什么也不对应")]
    public void WhatAPatternCannotBeIsRefusedBeforeAndWhenItRuns(string text, string why)
    {
        var expression = Expression.Parse(text);
        Assert.Contains(why, Assert.Single(expression.Check(_ => null)).Message, StringComparison.Ordinal);
        Assert.False(expression.TryEvaluate(_ => FeelValue.Null, out var value, out var error));
        Assert.True(value.IsNull);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APatternIsRunOverABoundedText()
    {
        var expression = Expression.Parse("matches(long, \"a\")");
        Assert.False(expression.TryEvaluate(_ => FeelValue.Of(new string('b', 10_001)), out _, out var error));
        Assert.Equal("文字太长，模式最多用于 10000 个字符。", error.Message);
    }

    [Theory]
    [InlineData("[1, 2, 3] in [[1, 2, 3], [4]]", "true")]
    [InlineData("[1, 2] in [[1, 2, 3], [4]]", "false")]
    [InlineData("[1, 2] in [1, 2]", "true")]
    [InlineData("1 in [[2..4], [1..3]]", "true")]
    [InlineData("5 in [[2..4], [1..3]]", "false")]
    [InlineData("for i in [2..1] return i", "null")]
    [InlineData("for i in [1..1] return i", "[1]")]
    [InlineData("for i in 2..1 return i", "[2, 1]")]
    [InlineData("some i in [2..1] satisfies true", "null")]
    [InlineData("[{item: 1}, {item: 2}][item >= 2]", "[{item: 2}]")]
    [InlineData("[{n: 1}, {n: 2}][item.n >= 2]", "[{n: 2}]")]
    [InlineData("round up(5.5, 6176)", "5.5")]
    [InlineData("\"𠮷\" > \"￥\"", "true")]
    public void ListsAndOrders(string text, string expected) => Assert.Equal(expected, Feel.Eval(text).ToString());

    [Theory]
    [InlineData("""string(["甲", "乙\"丙", "\\", "丁\n"])""", """["甲", "乙\"丙", "\\", "丁\n"]""")]
    [InlineData("""string({"a,b": 1, c: {"}": null}})""", """{"a,b": 1, c: {"}": null}}""")]
    [InlineData("""string("乙\"丙")""", "乙\"丙")]
    [InlineData("string([1.50, true])", "[1.5, true]")]
    public void AListAsATextCanBeReadAgain(string text, string expected)
    {
        var written = Feel.Eval(text).AsText!;
        Assert.Equal(expected, written);
        if (written[0] is '[' or '{') Assert.Equal(written, Feel.Eval($"string({written})").AsText);
    }

    // A letter with a combining accent is two code points; so are the two halves of a flag.
    [Theory]
    [InlineData("string length(\"e\u0301\")", "2")]
    [InlineData("string length(\"𠮷\")", "1")]
    [InlineData("string length(\"🇨🇳\")", "2")]
    [InlineData("substring(\"𠮷e\u0301甲\", 4)", "\"甲\"")]
    public void TextsAreCountedByCodePoints(string text, string expected) => Assert.Equal(expected, Feel.Eval(text).ToString());

    // Kept on purpose; each stands in ADR 0020 with its reason.
    [Theory]
    [InlineData("@\"2026-01-02\" - @\"2026-01-01\"", "1")]
    [InlineData("@\"2026-01-01\" + 10", "date(\"2026-01-11\")")]
    [InlineData("years between(@\"2024-02-29\", @\"2025-02-28\")", "1")]
    [InlineData("years between(@\"2024-02-29\", @\"2025-02-27\")", "0")]
    [InlineData("months between(@\"2026-01-31\", @\"2026-02-28\")", "1")]
    [InlineData("1 / 3", "0.3333333333333333333333333333")]
    [InlineData("date(\"10000-01-01\")", "null")]
    [InlineData("substring(\"大冶市\", 1, 1.5)", "null")]
    public void Departures(string text, string expected) => Assert.Equal(expected, Feel.Eval(text).ToString());

    [Theory]
    [InlineData("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "不支持 partial")]
    [InlineData("today instance of date and time", "不支持 date and time")]
    [InlineData("years and months duration(today, today)", "没有名为“months duration”的函数")]
    [InlineData("duration(\"P1D\")", "没有名为“duration”的函数")]
    public void WhatIsNotThereIsRefused(string text, string why) => Assert.Contains(why, Feel.Error(text).Message, StringComparison.Ordinal);
}
