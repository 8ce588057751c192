using Innovation.Workflows.Expressions;
using Innovation.Workflows.Expressions.DecisionTables;

namespace Innovation.Workflows.Tests.Expressions;

/// <summary>Cells as people type them.</summary>
public sealed class CellWordsTests
{
    [Theory]
    [InlineData("", ColumnType.Integer, "-")]
    [InlineData("≥ 50", ColumnType.Integer, ">= 50")]
    [InlineData("＜10", ColumnType.Number, "<10")]
    [InlineData("【10..50）", ColumnType.Integer, "[10..50)")]
    [InlineData("重点", ColumnType.Text, "\"重点\"")]
    [InlineData("重点，一般、其他", ColumnType.Text, "\"重点\", \"一般\", \"其他\"")]
    [InlineData("“重点”", ColumnType.Text, "\"重点\"")]
    [InlineData("not(\"甲\")", ColumnType.Text, "not(\"甲\")")]
    [InlineData("是", ColumnType.Boolean, "true")]
    [InlineData("< 2026-09-16", ColumnType.Date, "< date(\"2026-09-16\")")]
    [InlineData("< form.closes", ColumnType.Date, "< form.closes")]
    public void ConditionsAreWrittenInTheLanguageOfTables(string typed, ColumnType type, string written)
    {
        Assert.Equal(written, CellWords.Condition(typed, type));
        Expression.ParseCell(written);
    }

    [Theory]
    [InlineData("", ColumnType.Number, "null")]
    [InlineData("一档", ColumnType.Text, "\"一档\"")]
    [InlineData("否", ColumnType.Boolean, "false")]
    [InlineData("2026-09-16", ColumnType.Date, "date(\"2026-09-16\")")]
    [InlineData("form.rd_spend_2025 * 0.1", ColumnType.Number, "form.rd_spend_2025 * 0.1")]
    [InlineData("form.level", ColumnType.Text, "form.level")]
    public void ResultsAreWrittenInTheLanguageOfTables(string typed, ColumnType type, string written)
    {
        Assert.Equal(written, CellWords.Result(typed, type));
        Expression.Parse(written);
    }

    [Theory]
    [InlineData("\"重点，一般\"", ColumnType.Text)]
    [InlineData("date(\"2026-09-16\")", ColumnType.Date)]
    [InlineData("null", ColumnType.Text)]
    public void WhatIsWrittenAlreadyStaysAsItIs(string written, ColumnType type)
    {
        Assert.Equal(written, CellWords.Condition(written, type));
        Assert.Equal(written, CellWords.Result(written, type));
    }
}
