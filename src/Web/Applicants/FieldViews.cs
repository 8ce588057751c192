using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Innovation.Web.Components;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Forms;

namespace Innovation.Web.Applicants;

/// <summary>What the fields of one form are drawn from.</summary>
public sealed record FieldSource
{
    /// <summary>Values with the uploaded files in place.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>Profile of the organisation.</summary>
    public JsonObject Profile { get; init; } = [];

    /// <summary>Whether a field may be edited.</summary>
    public Func<string, bool> Editable { get; init; } = _ => false;

    /// <summary>Problems that are shown at their fields.</summary>
    public IReadOnlyList<FormProblem> Problems { get; init; } = [];

    /// <summary>补正要求 by field: heading and text.</summary>
    public IReadOnlyDictionary<string, (string Title, string Text)> Remarks { get; init; } = new Dictionary<string, (string, string)>();

    /// <summary>Files of a field, current ones first.</summary>
    public Func<string, IReadOnlyList<FileView>> Files { get; init; } = _ => [];

    /// <summary>The version handed in before, for 原填.</summary>
    public JsonObject? Before { get; init; }

    public string? UploadUrl { get; init; }

    public string? LookupUrl { get; init; }

    /// <summary>A table to which an empty row was asked for.</summary>
    public string? ExtraRow { get; init; }

    /// <summary>Writes mobile numbers in full.</summary>
    public bool ShowMobile { get; init; }
}

/// <summary>Turns the fields of a schema into what the form partials write.</summary>
public static partial class FieldViews
{
    public static IReadOnlyList<FieldView> Of(FormSection section, IEnumerable<FormField> visible, FieldSource source)
    {
        var fields = visible.Select(f => (Field: f, Edit: !section.IsReadOnly && f.Computed is null && source.Editable(f.Id))).ToList();
        var views = new List<FieldView>();
        for (var i = 0; i < fields.Count; i++)
        {
            if (YearsFrom(fields, i) is var years and > 1)
            {
                views.Add(Years([.. fields.Skip(i).Take(years).Select(f => f.Field)], source));
                i += years - 1;
                continue;
            }

            var (field, edit) = fields[i];
            var value = section.IsReadOnly ? source.Profile[field.Id] : source.Values[field.Id];
            var view = edit ? Edit(field, value, source) : Read(field, value, source);
            views.Add(view with { HideLabel = section.Title.EndsWith(field.Label, StringComparison.Ordinal) });
        }

        return views;
    }

    /// <summary>How many fields from here are one number over successive years, such as 2023年研发费用, 2024年研发费用.</summary>
    private static int YearsFrom(List<(FormField Field, bool Edit)> fields, int start)
    {
        if (!fields[start].Edit || fields[start].Field.Type is not (FieldType.Money or FieldType.Decimal or FieldType.Integer) || YearLabel().Match(fields[start].Field.Label) is not { Success: true } first) return 1;
        var count = 1;
        while (count < 3 && start + count < fields.Count && fields[start + count] is { Edit: true } next && next.Field.Type == fields[start].Field.Type
            && YearLabel().Match(next.Field.Label) is { Success: true } match && match.Groups[2].Value == first.Groups[2].Value && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) == int.Parse(first.Groups[1].Value, CultureInfo.InvariantCulture) + count) count++;
        return count;
    }

    private static FieldView Years(IReadOnlyList<FormField> fields, FieldSource source)
    {
        var what = YearLabel().Match(fields[0].Label).Groups[2].Value;
        var remarks = fields.Where(f => source.Remarks.ContainsKey(f.Id)).Select(f => (Year: YearLabel().Match(f.Label).Groups[1].Value, Remark: source.Remarks[f.Id])).ToList();
        return new FieldView
        {
            Id = "years_" + fields[0].Id,
            Label = fields.Count == 3 ? $"近三年{what}" : $"近两年{what}",
            Help = fields[0].Help,
            Error = fields.Select(f => source.Problems.FirstOrDefault(p => p.FieldPath == f.Id)?.Message).FirstOrDefault(m => m is not null),
            RemarkTitle = remarks.Count > 0 ? string.Join("、", remarks.Select(r => r.Remark.Title)) : null,
            Remark = remarks.Count > 0 ? string.Join("；", remarks.Select(r => $"{r.Year}年：{r.Remark.Text}")) : null,
            Parts = [.. fields.Select(f => Edit(f, source.Values[f.Id], source) with { Label = YearLabel().Match(f.Label).Groups[1].Value + "年", Help = null })],
        };
    }

    private static FieldView Edit(FormField field, JsonNode? value, FieldSource source)
    {
        var remark = source.Remarks.TryGetValue(field.Id, out var found) ? found : default;
        var view = new FieldView
        {
            Id = field.Id,
            Type = field.Type,
            Label = field.Label,
            Help = field.Help,
            Unit = UnitOf(field),
            Value = Typed(field, value),
            MaxLength = field.MaxLength,
            Options = Options(field),
            Optional = !field.Required && !field.MustAccept,
            Error = source.Problems.FirstOrDefault(p => p.FieldPath == field.Id)?.Message,
            RemarkTitle = remark.Title,
            Remark = remark.Text,
        };
        switch (field.Type)
        {
            case FieldType.YesNo when field.MustAccept:
                return view with { Type = FieldType.MultiChoice, Help = null, Options = [new OptionView("true", field.Help ?? field.Label)], Values = Typed(field, value) == "true" ? ["true"] : [] };
            case FieldType.MultiChoice:
                return view with { Values = [.. (value as JsonArray ?? []).Select(v => v?.ToString() ?? "")] };
            case FieldType.Rows:
                return Table(view, field.Columns, value as JsonArray ?? [], source);
            case FieldType.Organization when field.Multiple:
                return Table(view, OrganizationColumns, value as JsonArray ?? [], source);
            case FieldType.Organization:
                return view with { Type = FieldType.Text, Parts = [.. OrganizationColumns.Select(c => Part(field, c, value))] };
            case FieldType.Person:
                return view with { Type = FieldType.Text, Parts = [.. PersonColumns.Select(c => Part(field, c, value))] };
            case FieldType.Attachment:
                return view with { Files = source.Files(field.Id), MaxFiles = field.Multiple ? field.MaxFiles ?? 20 : 1, UploadUrl = source.UploadUrl, Accept = field.Accept };
            default:
                return view;
        }
    }

    private static FieldView Read(FormField field, JsonNode? value, FieldSource source)
    {
        var view = new FieldView { Id = field.Id, Type = field.Type, Label = field.Label, Mode = FieldMode.Read };
        switch (field.Type)
        {
            case FieldType.Attachment:
                return view with { Files = source.Files(field.Id) };
            case FieldType.Rows:
                return Table(view, field.Columns, value as JsonArray ?? [], source with { ExtraRow = null, Problems = [], Before = null });
            case FieldType.Text when field.Format is TextFormat.Mobile or TextFormat.Phone && !source.ShowMobile:
                return view with { Value = FileWords.Mobile(value?.ToString()) };
            default:
                var words = FieldFormatter.Format(field, value);
                return view with { Type = field.Type == FieldType.LongText ? FieldType.LongText : FieldType.Text, Value = words == FieldFormatter.Empty ? "" : words };
        }
    }

    private static FieldView Table(FieldView view, IReadOnlyList<FormField> columns, JsonArray rows, FieldSource source)
    {
        var drawn = new List<RowView>();
        var before = source.Before?[view.Id] as JsonArray;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i] as JsonObject ?? [];
            var cells = new Dictionary<string, CellView>();
            foreach (var column in columns)
            {
                var was = before is not null && i < before.Count ? (before[i] as JsonObject)?[column.Id] : null;
                var changed = before is not null && i < before.Count && CanonicalJson.Write(was) != CanonicalJson.Write(row[column.Id]);
                cells[column.Id] = new CellView(
                    Typed(column, row[column.Id]),
                    source.Problems.FirstOrDefault(p => p.FieldPath == $"{view.Id}[{i}].{column.Id}")?.Message,
                    changed ? was is null ? "空白" : FieldFormatter.Format(column, was) : null);
            }

            drawn.Add(new RowView(cells));
        }

        if (source.ExtraRow == view.Id) drawn.Add(new RowView(new Dictionary<string, CellView>()));
        return view with
        {
            Type = FieldType.Rows,
            Rows = drawn,
            Columns = [.. columns.Select(c => new ColumnView(c.Id, c.Label, c.Type, UnitOf(c), Options(c), columns == OrganizationColumns && c.Id == "name" ? source.LookupUrl : null))],
        };
    }

    private static FieldView Part(FormField field, FormField part, JsonNode? value) =>
        new() { Id = $"{field.Id}.{part.Id}", Label = part.Label, Value = (value as JsonObject)?[part.Id]?.ToString() };

    private static IReadOnlyList<FormField> OrganizationColumns { get; } =
        [new FormField { Id = "name", Type = FieldType.Text, Label = "单位名称" }, new FormField { Id = "uscc", Type = FieldType.Text, Label = "统一社会信用代码" }];

    private static IReadOnlyList<FormField> PersonColumns { get; } =
        [new FormField { Id = "name", Type = FieldType.Text, Label = "姓名" }, new FormField { Id = "employer", Type = FieldType.Text, Label = "工作单位" }];

    private static List<OptionView> Options(FormField field) => [.. field.Options.Select(o => new OptionView(o.Value, o.Label))];

    private static string? UnitOf(FormField field) => field.Unit ?? (field.Type == FieldType.Money ? "万元" : null);

    /// <summary>As it stands in a control: amounts with two decimals and commas, everything else as stored.</summary>
    private static string? Typed(FormField field, JsonNode? value) => value switch
    {
        null => null,
        JsonValue v when field.Type == FieldType.Money && v.TryGetValue<decimal>(out var money) && Math.Round(money, 2) == money => money.ToString("#,##0.00", CultureInfo.InvariantCulture),
        JsonValue v when v.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        JsonValue v => v.ToString(),
        _ => null,
    };

    [GeneratedRegex("^([0-9]{4})年(.+)$")]
    private static partial Regex YearLabel();
}
