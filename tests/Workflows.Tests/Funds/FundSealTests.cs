using System.Reflection;
using System.Runtime.CompilerServices;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Innovation.Workflows.Tests.Funds;

/// <summary>The seal of a row of money moves with each of its columns, and with nothing else.</summary>
public sealed class FundSealTests
{
    private static readonly IModel Model = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite("Data Source=:memory:").Options).Model;

    public static TheoryData<Type> Rows => new(Model.GetEntityTypes().Select(t => t.ClrType).Where(typeof(IFundStream).IsAssignableFrom));

    [Theory, MemberData(nameof(Rows))]
    public void Each_column_moves_the_seal(Type row)
    {
        var (one, other) = (Empty(row), Empty(row));
        var columns = Model.FindEntityType(row)!.GetProperties().ToList();
        Assert.Equal(FundSeal.Of(Model, one), FundSeal.Of(Model, other));
        foreach (var column in columns)
        {
            var before = FundSeal.Of(Model, other);
            Set(other, column, Sample(column));
            Assert.True((FundSeal.Of(Model, other) != before) == FundSeal.Covers(column), $"{row.Name}.{column.Name} {(FundSeal.Covers(column) ? "does not move" : "moves")} the seal");
        }

        Assert.DoesNotContain(columns, c => c.Name is "Amount" or "Status" or "PayeeId" && !FundSeal.Covers(c));
    }

    [Fact]
    public void A_column_that_a_later_version_adds_breaks_no_seal()
    {
        // Whatever is empty is left out: a seal over three filled columns is the hash of these three.
        var row = (Innovation.Workflows.Funds.Budgets.BudgetRow)Empty(typeof(Innovation.Workflows.Funds.Budgets.BudgetRow));
        foreach (var (name, value) in new (string, object)[] { ("Id", "b1"), ("Year", 2026), ("Item", "科技创新券专项") }) Set(row, Model.FindEntityType(row.GetType())!.FindProperty(name)!, value);
        Assert.Equal(Innovation.Workflows.Forms.CanonicalJson.Sha256Hex("{\"Id\":\"b1\",\"Item\":\"科技创新券专项\",\"Year\":\"2026\"}"), FundSeal.Of(Model, row));
    }

    private static IFundStream Empty(Type row) => (IFundStream)RuntimeHelpers.GetUninitializedObject(row);

    private static void Set(IFundStream row, IProperty column, object value) => column.PropertyInfo!.SetValue(row, value, BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance, null, null, null);

    private static object Sample(IProperty column) => (Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType) switch
    {
        var t when t == typeof(string) => "文",
        var t when t == typeof(bool) => true,
        var t when t == typeof(int) => 7,
        var t when t == typeof(long) => 7L,
        var t when t == typeof(decimal) => 7.5m,
        var t when t == typeof(DateTimeOffset) => new DateTimeOffset(2026, 9, 16, 2, 0, 0, TimeSpan.Zero),
        var t when t == typeof(DateOnly) => new DateOnly(2026, 9, 16),
        var t when t == typeof(TimeOnly) => new TimeOnly(9, 30),
        var t when t == typeof(byte[]) => new byte[] { 1, 2, 3 },
        var t when t.IsEnum => Enum.GetValues(t).GetValue(1)!,
        var t => throw new NotSupportedException($"{column.Name}: {t}"),
    };
}
