using System.Text.Json.Nodes;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Forms;

namespace Innovation.Web.Applicants;

/// <summary>Sections and table of contents of a form page.</summary>
public static class FormSections
{
    /// <summary>Sections whose condition is met, with their fields whose condition is met.</summary>
    public static IEnumerable<(FormSection Section, int Number, IReadOnlyList<FormField> Fields)> Visible(FormSchema schema, JsonObject values, FormContext context)
    {
        var facts = new FormFacts(schema, values, context);
        for (var i = 0; i < schema.Sections.Count; i++)
        {
            var section = schema.Sections[i];
            if (!facts.IsMet(section.VisibleWhen)) continue;
            IReadOnlyList<FormField> fields = [.. section.Fields.Where(f => facts.IsMet(f.VisibleWhen))];
            if (fields.Count > 0) yield return (section, i + 1, fields);
        }
    }

    /// <summary>All sections to be read.</summary>
    public static IReadOnlyList<FormSectionView> Read(FormSchema schema, FormContext context, FieldSource source) =>
        [.. Visible(schema, source.Values, context).Select(s => new FormSectionView { Id = $"s{s.Number}", Title = s.Section.Title, Mode = FieldMode.Read, Fields = FieldViews.Of(s.Section, s.Fields, source) })];

    /// <summary>All sections to be filled; in 补正 those without a listed field are locked.</summary>
    public static IReadOnlyList<FormSectionView> Edit(FormSchema schema, FormContext context, FieldSource source, FormEditing editing)
    {
        var views = new List<FormSectionView>();
        foreach (var (section, number, fields) in Visible(schema, source.Values, context))
        {
            var locked = !editing.All && !fields.Any(f => editing.Allows(f.Id));
            var view = new FormSectionView { Id = $"s{number}", Title = section.Title, Mode = locked ? FieldMode.Locked : section.IsReadOnly ? FieldMode.Read : FieldMode.Edit, Fields = FieldViews.Of(section, fields, source) };
            if (section.IsReadOnly && !locked) view = view with { Note = "取自单位资料，", NoteLink = new LinkView("去修改", "/organization") };
            else if (fields.All(f => f.Type == FieldType.Attachment) && !locked) view = view with { Note = "PDF、Office、图片，每个不超过 50 MB；不收压缩包" };
            else if (!locked && fields is [{ Type: FieldType.Rows } table, ..] && source.Values[table.Id] is JsonArray { Count: > 0 } rows) view = view with { Note = $"共 {rows.Count} 项" };
            views.Add(view);
        }

        return views;
    }

    /// <summary>The table of contents with the state of each section.</summary>
    /// <param name="problems">Everything that blocks the submission.</param>
    /// <param name="checkedNow">The reader has asked for the check: what is missing counts as wrong.</param>
    /// <param name="changed">Fields changed since the version handed in.</param>
    public static IReadOnlyList<TocEntry> Toc(FormSchema schema, FormContext context, FieldSource source, FormEditing editing, IReadOnlyList<FormProblem> problems, bool checkedNow, IReadOnlySet<string> changed)
    {
        var entries = new List<TocEntry>();
        foreach (var (section, number, fields) in Visible(schema, source.Values, context))
        {
            var ids = fields.Select(f => f.Id).ToHashSet();
            var own = problems.Where(p => ids.Contains(FieldLabels.RootOf(p.FieldPath))).ToList();
            var (state, kind) = editing.All ? Filling(section, fields, own, source, checkedNow) : Mending(fields, own, source, editing, changed);
            entries.Add(new TocEntry($"#s{number}", section.Title, state, kind));
        }

        // In 补正 the reader begins where something is asked for.
        var start = entries.FindIndex(e => e.Kind != "lock");
        return [.. entries.Select((e, i) => e with { Current = i == Math.Max(0, start) })];
    }

    /// <summary>What must be mended, each leading to its field.</summary>
    public static IReadOnlyList<ErrorItem> Errors(IEnumerable<FormProblem> problems) =>
        [.. problems.Select(p => new ErrorItem(p.SectionTitle.Length == 0 ? p.Message : $"{p.SectionTitle}：{p.Message}", p.FieldPath.Length == 0 ? null : "#" + Anchor(p.FieldPath)))];

    /// <summary>f-ip_list-1-no for ip_list[1].no.</summary>
    public static string Anchor(string path) => "f-" + path.Replace("[", "-", StringComparison.Ordinal).Replace("].", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '-');

    private static (string State, string Kind) Filling(FormSection section, IReadOnlyList<FormField> fields, List<FormProblem> own, FieldSource source, bool checkedNow)
    {
        if (section.IsReadOnly || own.Count == 0) return fields.All(f => !f.Required && !f.MustAccept) && fields.All(f => source.Values[f.Id] is null) ? ("可不填", "open") : ("已填好", "done");
        if (!checkedNow && fields.All(f => source.Values[f.Id] is null)) return ("未填写", "open");
        var files = own.Count(p => p.Code == FormProblemCodes.Required && fields.Any(f => f.Id == p.FieldPath && f.Type == FieldType.Attachment));
        var words = files == own.Count ? $"缺 {files} 个文件" : checkedNow ? $"{own.Count} 处要改" : $"还差 {own.Count} 处";
        return (words, checkedNow ? "bad" : "open");
    }

    private static (string State, string Kind) Mending(IReadOnlyList<FormField> fields, List<FormProblem> own, FieldSource source, FormEditing editing, IReadOnlySet<string> changed)
    {
        var asked = fields.Where(f => editing.Allows(f.Id)).ToList();
        if (asked.Count == 0) return ("本次不可修改", "lock");
        var name = string.Join("、", asked.Where(f => source.Remarks.ContainsKey(f.Id)).Select(f => source.Remarks[f.Id].Title).Distinct());
        if (own.Any(p => asked.Any(f => f.Id == FieldLabels.RootOf(p.FieldPath)))) return (And("有错"), "bad");
        return asked.All(f => changed.Contains(f.Id)) ? (And("已改"), "done") : (name.Length > 0 ? name : "可以修改", "you");

        string And(string words) => name.Length > 0 ? $"{name}，{words}" : words;
    }
}
