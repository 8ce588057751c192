using System.Globalization;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Innovation.Workflows.Verification;

/// <summary>Compares stored rows with those that the history gives, in every column that is declared as rebuilt.</summary>
internal static class RowComparison
{
    private const int MostShown = 60;

    /// <summary>What differs, in words; empty when nothing does.</summary>
    /// <param name="model">Of the context; says the keys and columns.</param>
    /// <param name="expected">As the history gives them.</param>
    /// <param name="stored">As the database holds them.</param>
    public static IEnumerable<string> Compare<T>(IModel model, string subject, IEnumerable<T> expected, IEnumerable<T> stored) where T : class
    {
        var type = model.FindEntityType(typeof(T))!;
        var keys = type.FindPrimaryKey()!.Properties;
        var wanted = expected.ToDictionary(KeyOf);
        var title = TableWords.Of(type);
        foreach (var row in stored)
        {
            var key = KeyOf(row);
            if (!wanted.Remove(key, out var right))
            {
                yield return $"{subject}：多出一条{title}（{key}），事件里没有";
                continue;
            }

            foreach (var difference in Differences(type, right, row)) yield return $"{subject}：{title}（{key}）的 {difference}";
        }

        foreach (var missing in wanted.Keys) yield return $"{subject}：少了一条{title}（{missing}）";

        string KeyOf(T row) => string.Join(' ', keys.Select(k => Text(k.GetGetter().GetClrValue(row))));
    }

    /// <summary>The columns in which two rows differ.</summary>
    public static IEnumerable<string> Differences<T>(IEntityType type, T right, T row) where T : class
    {
        foreach (var column in type.GetProperties())
        {
            if (ColumnProofs.Of(column)?.Proof != ColumnProof.Rebuilt) continue;
            var (expected, found) = (column.GetGetter().GetClrValue(right), column.GetGetter().GetClrValue(row));
            if (!Equals(expected, found)) yield return $"{column.Name} 是“{Text(found)}”，按事件应为“{Text(expected)}”";
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "（空）",
        DateTimeOffset at => at.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture),
        _ => CleanText.Cut(string.Format(CultureInfo.InvariantCulture, "{0}", value), MostShown, "…"),
    };
}

/// <summary>What tables hold, as administrators call it.</summary>
public static class TableWords
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["CaseRow"] = "案件", ["WorkItemRow"] = "任务", ["WorkItemCandidate"] = "办理人", ["DeadlineRow"] = "期限", ["CopyRow"] = "抄送", ["RequestRow"] = "发起记录", ["RedCardRow"] = "红牌", ["StageVisitRow"] = "环节记录",
        ["FormVersionRow"] = "申报书", ["BatchRow"] = "批次", ["BatchItemRow"] = "批次中的件", ["CertificateRow"] = "证书", ["ObligationRow"] = "后续义务", ["BudgetRow"] = "预算", ["ProviderRow"] = "服务机构", ["SchemeRow"] = "创新券方案", ["VoucherApplicationRow"] = "申领", ["VoucherRow"] = "创新券", ["OrderRow"] = "订单",
        ["BankAccountRow"] = "收款账户", ["PaymentRow"] = "支付", ["PayOrderRow"] = "支付指令", ["PayOrderFormatRow"] = "银行格式", ["RecoveryRow"] = "追回", ["CityRow"] = "互认城市", ["ForeignOrderRow"] = "外地订单", ["ClearingRow"] = "清算单", ["InstrumentRow"] = "仪器", ["BookingRow"] = "预约",
    };

    /// <summary>Falls back on the name of the row.</summary>
    public static string Of(IReadOnlyEntityType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Names.GetValueOrDefault(type.ClrType.Name, type.ClrType.Name);
    }
}
