using System.Text.RegularExpressions;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Registers;

namespace Innovation.Workflows.Programs.Texts;

/// <summary>Something that a text of a document may name in double braces.</summary>
/// <param name="Name">As it is written: 申报单位, or <c>form.ID</c> for a field.</param>
/// <param name="Title">What it is, for the list that officers pick from.</param>
/// <param name="IsBlock">It stands alone in a paragraph and becomes a table or a list.</param>
public sealed record Placeholder(string Name, string Title, bool IsBlock = false);

/// <summary>What a case knows when a document is issued: the placeholders of every place with their values.</summary>
public static partial class Placeholders
{
    private const string FormPrefix = "form.";

    private static readonly (Placeholder Placeholder, DocumentPlace[] Places, Func<DocumentOrder, string?> Value)[] Known =
    [
        One("发文机关", [], o => o.Agency),
        One("成文日期", [], o => Day(o.IssuedOn)),
        One("文号", [], o => o.Number),
        One("依据", [], o => o.Rules),
        One("办理程序", [DocumentPlace.PublicNotice, DocumentPlace.Decision], o => o.Procedure.Length > 0 ? "经" + o.Procedure : "经研究"),
        One("办理科室", [], o => o.Section),
        One("联系方式", [], o => o.Contact),
        One("申报批次", [], o => o.RoundTitle),
        One("案号", CasePlaces, o => o.CaseNumber),
        One("申报单位", CasePlaces, o => o.OrganizationName),
        One("统一社会信用代码", CasePlaces, o => o.Uscc),
        One("申报事项", CasePlaces, o => o.Item),
        One("级别", CasePlaces, o => o.Level),
        One("办理日期", [DocumentPlace.Outcome], o => o.AcceptedOn is { } day ? Day(day) : null),
        One("理由", [DocumentPlace.Outcome], o => o.Reason),
        One("补正轮次", [DocumentPlace.Supplement], o => $"{o.Round}"),
        One("补正期限", [DocumentPlace.Supplement], o => o.DueOn is { } day ? Day(day) : null),
        One("公示开始日期", [DocumentPlace.PublicNotice], o => o.StartsOn is { } day ? Day(day) : null),
        One("公示结束日期", [DocumentPlace.PublicNotice], o => o.EndsOn is { } day ? Day(day) : null),
        One("公示工作日数", [DocumentPlace.PublicNotice], o => $"{o.NoticeDays}"),
        One("有效期至", [DocumentPlace.Certificate], o => o.ExpiresOn is { } day ? Day(day) : null),
        One("决定文号", [DocumentPlace.Certificate], o => o.Reason),
        Block("补正事项", [DocumentPlace.Supplement]),
        Block("名单", [DocumentPlace.PublicNotice, DocumentPlace.Decision]),
        Block("拟稿正文", [DocumentPlace.Decision]),
        Block("案件信息", CasePlaces),
        Block("救济途径", []),
    ];

    private static DocumentPlace[] CasePlaces => [DocumentPlace.Outcome, DocumentPlace.Supplement, DocumentPlace.Certificate];

    /// <summary>What a text at this place may name: facts, then fields of the form that are always filled.</summary>
    public static IReadOnlyList<Placeholder> At(DocumentPlace place, FormSchema form)
    {
        var facts = Known.Where(k => k.Places.Length == 0 || k.Places.Contains(place)).Select(k => k.Placeholder);
        return [.. facts, .. CasePlaces.Contains(place) ? form.Sections.Where(s => !s.IsReadOnly && s.VisibleWhen is null).SelectMany(s => s.Fields).Where(IsSure).Select(f => new Placeholder(FormPrefix + f.Id, f.Label)) : []];
    }

    /// <summary>The names that a text has in double braces, in order of appearance.</summary>
    public static IReadOnlyList<string> Names(string? text) => text is null ? [] : [.. Pattern().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    /// <summary>The fields of the form that a text names.</summary>
    public static IReadOnlyList<string> Fields(string? text) => [.. Names(text).Where(n => n.StartsWith(FormPrefix, StringComparison.Ordinal)).Select(n => n[FormPrefix.Length..])];

    /// <summary>The value of a name; null when this document has none.</summary>
    public static string? Value(DocumentOrder order, string name)
    {
        var value = name.StartsWith(FormPrefix, StringComparison.Ordinal) ? order.Form.GetValueOrDefault(name[FormPrefix.Length..]) : Known.FirstOrDefault(k => k.Placeholder.Name == name).Value?.Invoke(order);
        return string.IsNullOrWhiteSpace(value) || value == FieldFormatter.Empty ? null : value;
    }

    /// <summary>A text with its values; a name without one is reported.</summary>
    public static string Fill(string text, DocumentOrder order, Action<string> missing) => Pattern().Replace(text, match =>
    {
        if (Value(order, match.Groups[1].Value) is { } value) return value;
        missing(match.Groups[1].Value);
        return "";
    });

    /// <summary>What is wrong with the texts of a document at its place, each with the member it is about.</summary>
    public static IReadOnlyList<(string Member, string Message)> Check(DocumentRule rule, DocumentPlace place, FormSchema form)
    {
        var known = At(place, form).ToDictionary(p => p.Name);
        var problems = new List<(string, string)>();
        foreach (var (member, text) in new[] { ("heading", rule.Heading), ("addressee", rule.Addressee), ("text", rule.Text) })
        {
            foreach (var name in Names(text))
            {
                if (!known.TryGetValue(name, out var found))
                    problems.Add((member, form.Find(name.StartsWith(FormPrefix, StringComparison.Ordinal) ? name[FormPrefix.Length..] : "") is { } field
                        ? $"占位“{name}”不一定有内容（“{field.Label}”可不填或有条件出现），请改用必填的字段。" : $"占位“{name}”在{DocumentTemplates.Word(place)}没有来源，请从列表中选取。"));
                else if (found.IsBlock && (member != "text" || !Paragraphs(text!).Contains($"{{{{{name}}}}}")))
                    problems.Add((member, $"“{name}”是一段内容，要在正文里独占一段。"));
            }

            if (text is not null && (Pattern().Replace(text, "").Contains("{{", StringComparison.Ordinal) || Pattern().Replace(text, "").Contains("}}", StringComparison.Ordinal)))
                problems.Add((member, "双花括号没有写完整，占位应写成 {{申报单位}} 的样子。"));
        }

        return problems;
    }

    private static IEnumerable<string> Paragraphs(string text) => text.ReplaceLineEndings("\n").Split("\n\n").Select(p => p.Trim());

    private static bool IsSure(FormField field) => (field.Required || field.MustAccept) && field.VisibleWhen is null && field.Computed is null && field.Type is not (FieldType.Rows or FieldType.Attachment);

    private static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    private static (Placeholder, DocumentPlace[], Func<DocumentOrder, string?>) One(string name, DocumentPlace[] places, Func<DocumentOrder, string?> value) => (new(name, name), places, value);

    private static (Placeholder, DocumentPlace[], Func<DocumentOrder, string?>) Block(string name, DocumentPlace[] places) => (new(name, name + "（独占一段）", true), places, _ => null);

    [GeneratedRegex(@"\{\{\s*([\w.]+)\s*\}\}")]
    private static partial Regex Pattern();
}
