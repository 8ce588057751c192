using System.Text.Json.Nodes;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Office;

/// <summary>A section of a form that is only read.</summary>
/// <param name="Masked">Labels that a blind copy hides.</param>
public sealed record ReadSection(string Id, string Title, List<FieldView> Fields, IReadOnlyList<string> Masked);

/// <summary>Forms as the office and the experts read them.</summary>
public static class FormReading
{
    /// <summary>The sections that a stage may read.</summary>
    /// <param name="stageId">Null: everything.</param>
    /// <param name="blind">Hidden fields are named as 已隐去 instead of left out.</param>
    public static IReadOnlyList<ReadSection> Sections(FormSchema form, FormPermissions permissions, string? stageId, JsonObject values, IReadOnlyList<AttachmentRow> files, DateTimeOffset now, bool blind = false)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(permissions);
        ArgumentNullException.ThrowIfNull(values);
        var context = new FormContext([], ChinaTime.DateOf(now));
        var sections = new List<ReadSection>();
        foreach (var section in form.Sections)
        {
            // What comes from the profile was frozen with the form, under the name of its source.
            var source = section.IsReadOnly ? values[FormSection.FromOrganization] as JsonObject ?? [] : values;
            var fields = new List<FieldView>();
            var masked = new List<string>();
            foreach (var field in section.Fields)
            {
                if (stageId is not null && permissions.AccessTo(stageId, section, field) == FieldAccess.Hidden)
                {
                    masked.Add(field.Label);
                    continue;
                }

                if (!source.ContainsKey(field.Id) && !FormValidator.IsVisible(form, field.Id, values, context)) continue;
                fields.Add(Read(field, source[field.Id], files, now));
            }

            if (fields.Count > 0 || (blind && masked.Count > 0)) sections.Add(new ReadSection(section.Id, section.Title, fields, blind ? masked : []));
        }

        return sections;
    }

    /// <summary>The stage whose permissions a recommending unit reads with; null for the office.</summary>
    public static string? StageFor(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Audience == Audience.Staff ? null
            : DefinitionIndex.Of(view.Programme.Process).Places.FirstOrDefault(p => p.Stage.Assign?.Role == ProcessRoles.Recommender)?.Stage.Id;
    }

    /// <summary>A file with its address.</summary>
    public static FileView File(AttachmentRow file, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new FileView(file.Id, file.FileName, $"/files/{file.Id}", Size(file.Size), $"{DateText.Short(ChinaTime.DateOf(file.UploadedAt), ChinaTime.DateOf(now))}上传{(file.Version > 1 ? $"，第 {file.Version} 版" : "")}", !file.Current);
    }

    private static FieldView Read(FormField field, JsonNode? value, IReadOnlyList<AttachmentRow> files, DateTimeOffset now)
    {
        var view = new FieldView { Id = field.Id, Label = field.Label, Mode = FieldMode.Read };
        return field.Type switch
        {
            FieldType.Attachment => view with { Type = FieldType.Attachment, Files = [.. files.Where(f => f.Field == field.Id && f.Current).Select(f => File(f, now))] },
            FieldType.Rows => view with
            {
                Type = FieldType.Rows,
                Columns = [.. field.Columns.Select(c => new ColumnView(c.Id, c.Label))],
                Rows = [.. (value as JsonArray ?? []).OfType<JsonObject>().Select(r => new RowView(field.Columns.ToDictionary(c => c.Id, c => new CellView(Words(c, r[c.Id])))))],
            },
            FieldType.LongText => view with { Type = FieldType.LongText, Value = Words(field, value) },
            _ => view with { Type = FieldType.Text, Value = Words(field, value) },
        };
    }

    private static string Words(FormField field, JsonNode? value)
    {
        var text = FieldFormatter.Format(field, value);
        if (text == FieldFormatter.Empty) return "";
        return field.Format is TextFormat.Mobile or TextFormat.Phone && text.Length >= 7 ? PublicPages.FileWords.Mobile(text) : text;
    }

    private static string Size(long bytes) => bytes >= 1 << 20 ? $"{bytes / 1048576.0:0.0} MB" : $"{Math.Max(1, bytes / 1024)} KB";
}
