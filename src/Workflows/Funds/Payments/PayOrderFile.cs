using System.Globalization;
using System.Text;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Tables;

namespace Innovation.Workflows.Funds.Payments;

/// <summary>One payment as the bank reads it.</summary>
public sealed record PayOrderLine(string Number, string AccountName, string AccountNumber, string BankName, string BankCode, long Amount, string Purpose);

/// <summary>Writes the file of a pay order.</summary>
public static class PayOrderFile
{
    /// <summary>The format that is always there.</summary>
    public const string Csv = "CSV";

    /// <summary>The format behind <see cref="Csv"/>.</summary>
    public static PayOrderFormatRow Builtin { get; } = new()
    {
        Id = "csv",
        Name = Csv,
        Header = "序号,支付编号,户名,账号,开户行,联行号,金额,用途",
        Line = "{{序号}},{{支付编号}},{{户名}},{{账号}},{{开户行}},{{联行号}},{{金额}},{{用途}}",
        Separator = ",",
    };

    private static readonly string[] InLine = ["序号", "户名", "账号", "开户行", "联行号", "金额", "用途", "支付编号"];
    private static readonly string[] InFrame = ["笔数", "合计"];

    /// <summary>What is wrong with a format; null when it can be used.</summary>
    public static Refusal? Check(PayOrderFormatRow format)
    {
        if (format.Name.Trim().Length is 0 or > 40 || format.Name.Trim() == Csv) return new("format.name", "name", "请填写格式名称，最多 40 字，不能叫 CSV。");
        if (format.Separator.Length is 0 or > 5) return new("format.separator", "separator", "请填写分隔符，最多 5 个字符。");
        if (format.Line.Length is 0 or > 1000 || format.Header.Length > 1000 || format.Footer.Length > 1000) return new("format.line", "line", "请填写每笔一行的模板；各部分最多 1000 字。");
        if (Unknown(format.Line, InLine) is { } word) return new("format.line", "line", $"每笔的模板里没有“{{{{{word}}}}}”这个项目。");
        if (Unknown(format.Header, InFrame) is { } head) return new("format.header", "header", $"首行只能用 {{{{笔数}}}} 和 {{{{合计}}}}，没有“{head}”。");
        if (Unknown(format.Footer, InFrame) is { } foot) return new("format.footer", "footer", $"末行只能用 {{{{笔数}}}} 和 {{{{合计}}}}，没有“{foot}”。");
        foreach (var needed in (string[])["账号", "户名", "金额", "支付编号"])
            if (!format.Line.Contains("{{" + needed + "}}", StringComparison.Ordinal)) return new("format.line", "line", $"每笔的模板里缺少 {{{{{needed}}}}}。");
        return null;
    }

    /// <summary>The bytes of the file, or which value does not fit into the format.</summary>
    public static (byte[] Content, Refusal? Refusal) Write(PayOrderFormatRow format, IReadOnlyList<PayOrderLine> lines)
    {
        var frame = new Dictionary<string, string> { ["笔数"] = lines.Count.ToString(CultureInfo.InvariantCulture), ["合计"] = Plain(lines.Sum(l => l.Amount)) };
        var text = new StringBuilder();
        if (format.Header.Length > 0) text.Append(Fill(format.Header, frame)).Append("\r\n");
        foreach (var (index, line) in lines.Index())
        {
            var values = new Dictionary<string, string>
            {
                ["序号"] = (index + 1).ToString(CultureInfo.InvariantCulture),
                ["户名"] = line.AccountName,
                ["账号"] = line.AccountNumber,
                ["开户行"] = line.BankName,
                ["联行号"] = line.BankCode,
                ["金额"] = Plain(line.Amount),
                ["用途"] = line.Purpose,
                ["支付编号"] = line.Number,
            };
            if (values.FirstOrDefault(v => v.Value.Contains(format.Separator, StringComparison.Ordinal) || v.Value.Any(char.IsControl)) is { Key: { } name } bad)
                return ([], new("order.value", null, $"{line.Number} 的{name}“{bad.Value}”里有分隔符或换行，不能写入支付指令。"));
            text.Append(Fill(format.Line, values)).Append("\r\n");
        }

        if (format.Footer.Length > 0) text.Append(Fill(format.Footer, frame)).Append("\r\n");
        return (TableText.EncodingOf(format.Gb18030).GetBytes(text.ToString()), null);
    }

    private static string Plain(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Fills in one pass, so that a value which looks like a placeholder stays as it is.</summary>
    private static string Fill(string template, Dictionary<string, string> values)
    {
        var parts = template.Split("{{");
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part.Split("}}", 2) is [var name, var rest] ? values.GetValueOrDefault(name.Trim(), "") + rest : "{{" + part));
    }

    private static string? Unknown(string template, string[] known) =>
        template.Split("{{").Skip(1).Select(part => part.Split("}}", 2)[0].Trim()).FirstOrDefault(name => !known.Contains(name));
}
