using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms.Conditions;

namespace Innovation.Web.Design.Forms;

/// <summary>One line of a condition as typed.</summary>
public sealed class ConditionLine
{
    public string? Name { get; set; }

    public string? Operator { get; set; }

    public string? Value { get; set; }
}

/// <summary>A condition as it stands on the page: lines, and its formula underneath. Whichever was changed counts.</summary>
public sealed class ConditionForm
{
    private const int Blank = 2;

    /// <summary>The formula when the page was made.</summary>
    public string? Was { get; set; }

    public string? Text { get; set; }

    /// <summary><c>or</c> or <c>and</c>.</summary>
    public string? Joint { get; set; }

    public List<ConditionLine> Lines { get; set; } = [];

    /// <summary>Whether the formula can be shown as lines.</summary>
    public bool HasLines => ConditionRows.Read(Was ?? "") is not null;

    public static ConditionForm Of(string? text)
    {
        var form = new ConditionForm { Was = text, Text = text, Joint = "and" };
        if (ConditionRows.Read(text ?? "") is not { } list) return form;
        form.Joint = list.Any ? "or" : "and";
        form.Lines.AddRange(list.Rows.Select(r => new ConditionLine { Name = r.Name, Operator = r.Operator, Value = r.Value }));
        return form;
    }

    /// <summary>The lines to show, with blank ones at the end.</summary>
    public IReadOnlyList<ConditionLine> Shown => [.. Lines.Where(l => !string.IsNullOrEmpty(l.Name) || !string.IsNullOrWhiteSpace(l.Value)), .. Enumerable.Range(0, Blank).Select(_ => new ConditionLine())];

    /// <summary>The formula that was meant, or why it cannot be told.</summary>
    /// <param name="field">What the refusal names.</param>
    /// <param name="title">What the condition is for, for the refusal.</param>
    public (string? Formula, Refusal? Refusal) Read(DraftNames names, string field, string title)
    {
        var (was, text) = (Was?.Trim() ?? "", Text?.Trim() ?? "");
        var formula = text;
        if (HasLines)
        {
            var kept = Lines.Where(l => !string.IsNullOrEmpty(l.Name) || !string.IsNullOrWhiteSpace(l.Value)).ToList();
            if (kept.Any(l => string.IsNullOrEmpty(l.Name) || !ConditionRows.Operators.ContainsKey(l.Operator ?? ""))) return (null, new("draft.condition", field, $"{title}：每一行都要选字段和比较方式；不要的一行请清空。"));
            if (kept.FirstOrDefault(l => l.Operator is not ("filled" or "empty") && string.IsNullOrWhiteSpace(l.Value)) is { } open) return (null, new("draft.condition", field, $"{title}：“{names.Title(open.Name!)}”这一行没有写比较的值。"));
            var rows = new ConditionList(Joint == "or", [.. kept.Select(l => new ConditionRow(l.Name!, l.Operator!, l.Operator is "filled" or "empty" ? "" : names.Value(l.Name!, l.Value!.Trim())))]);
            var before = ConditionRows.Read(was)!;
            if (!rows.Rows.SequenceEqual(before.Rows) || (rows.Rows.Count > 1 && rows.Any != before.Any))
            {
                formula = ConditionRows.Write(rows, names.Kind);
                if (text != was && text != formula) return (null, new("draft.condition", field, $"{title}：各行和公式都改了，对不上，请只改一处。"));
            }
        }

        if (formula.Length == 0) return (null, null);
        if (formula.Length > 1000) return (null, new("draft.condition", field, $"{title}：公式最多 1000 字。"));
        return Expression.TryParse(formula, out _, out var error) ? (formula, null) : (null, new("draft.condition", field, $"{title}：公式第 {error.Position + 1} 个字符处，{error.Message}"));
    }
}
