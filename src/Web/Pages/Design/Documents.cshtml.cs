using System.Text.Json.Nodes;
using Innovation.Documents.Pdf;
using Innovation.Web.Access;
using Innovation.Web.Design;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>文书: the documents of a draft, their texts and how they look on paper.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class DocumentsModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock, IDocumentWriter writer, IPdfRenderer printer) : DraftPage(drafts, senders, clock)
{
    private const int Most = 40;

    /// <summary>Id of the open document.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Delete { get; set; }

    public override string Tab => DesignTabs.Documents;

    public override string Place => At is null ? "" : "?at=" + Uri.EscapeDataString(At);

    public IReadOnlyList<(string Id, JsonObject Rule)> Items => [.. (Document["documents"] as JsonObject ?? []).Where(d => d.Value is JsonObject).Select(d => (d.Key, d.Value!.AsObject()))];

    public JsonObject? Selected => At is null ? null : (Document["documents"] as JsonObject)?[At] as JsonObject;

    public ShippedTemplate? Template => At is null ? null : DocumentTemplates.Find(At);

    /// <summary>Shipped templates that the draft does not use yet.</summary>
    public IReadOnlyList<ShippedTemplate> Left => [.. DocumentTemplates.Shipped.Where(t => Items.All(i => i.Id != t.Id))];

    public FormSchema? Form { get; private set; }

    /// <summary>What the text may name at its place.</summary>
    public IReadOnlyList<Placeholder> Names { get; private set; } = [];

    public DocumentPreview Preview { get; private set; } = new(null, null);

    /// <summary>Certificates lie across the paper.</summary>
    public bool IsCertificate { get; private set; }

    public bool Prints => printer.IsAvailable;

    public IReadOnlyDictionary<string, string> Values { get; private set; } = new Dictionary<string, string>();

    /// <summary>Where the document is issued, as Chinese phrases.</summary>
    public IReadOnlyList<string> Uses(string id) => DraftUses.OfDocument(Document, id);

    public string Title(string id, JsonObject rule) => DraftTree.Text(rule["title"]) is { Length: > 0 } title ? title : id;

    /// <summary>The message at a control of the document: what was refused, or what the check says.</summary>
    public string? Wrong(string control) => Error(control) ?? Found("/documents/" + JsonPointer.Escape(At ?? "") + "/" + control);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnGetPdfAsync()
    {
        if (!await LoadAsync() || Selected is null) return NotFound();
        if (Preview.Html is not { } html) return Refuse(new("draft.preview", null, Preview.Problem ?? "这份文书还不能预览。"));
        try
        {
            var pdf = await printer.RenderAsync(html, cancellationToken: HttpContext.RequestAborted);
            Response.Headers.CacheControl = "private, no-store";
            return File(pdf.Content, "application/pdf", $"样稿 {Title(At!, Selected)}.pdf");
        }
        catch (PdfUnavailableException)
        {
            return Refuse(new("draft.preview", null, "PDF 现在生成不了，请先看页面上的样子。"));
        }
    }

    public async Task<IActionResult> OnPostAddAsync(string? name, string? from)
    {
        if (!await LoadAsync()) return NotFound();
        var template = string.IsNullOrEmpty(from) ? null : DocumentTemplates.Find(from);
        var title = name?.Trim() ?? "";
        if (title.Length == 0 && template is not null) title = template.Title;
        if (title.Length is 0 or > 50) return Refuse(new("draft.name", "name", "请填写文书名称，1 至 50 字。"));
        if (!string.IsNullOrEmpty(from) && !Left.Contains(template!)) return Refuse(new("draft.template", "from", "这份模板已经在用，请从列表里另选。"));
        var rule = new JsonObject { ["title"] = title };
        if (template is { Series: { } series }) rule["series"] = series;
        if (template is null) (rule["place"], rule["addressee"], rule["text"]) = ("outcome", "{{申报单位}}", DocumentForm.Starter(DocumentPlace.Outcome));
        return await PutAsync(template?.Id ?? FreeId(), rule, $"新增文书“{title}”");
    }

    public async Task<IActionResult> OnPostCopyAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (Selected is not { } rule) return await GoneAsync();
        var copy = rule.DeepClone().AsObject();
        copy["title"] = Title(At!, rule) + "（副本）";
        if (Template is { } template)
        {
            copy["place"] = DocumentForm.Places[(int)template.Place];
            if (copy["text"] is null) copy["text"] = DocumentForm.Starter(template.Place);
        }

        return await PutAsync(FreeId(), copy, $"复制文书“{Title(At!, rule)}”");
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (Selected is not { } rule) return await GoneAsync();
        var answer = await SetAsync("/documents/" + JsonPointer.Escape(At!), null, $"删去文书“{Title(At!, rule)}”");
        return answer is RedirectResult ? Redirect(DesignTabs.Address(DraftId, Tab)) : answer;
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await LoadAsync()) return NotFound();
        if (Selected is not { } old) return await GoneAsync();
        var typed = new TypedForm(Request.Form);
        Values = typed.Values;
        var rule = DocumentForm.Read(old, typed, Template is not null);
        Show(rule);
        return typed.Refusals.Count > 0 ? RefuseAll(typed.Refusals) : await SetAsync("/documents/" + JsonPointer.Escape(At!), rule, $"改文书“{typed["title"]}”");
    }

    /// <summary>The paper with what is typed so far. Nothing is stored.</summary>
    public async Task<IActionResult> OnPostPreviewAsync()
    {
        if (!await LoadAsync() || Selected is not { } old) return NotFound();
        Show(DocumentForm.Read(old, new TypedForm(Request.Form), Template is not null));
        return Partial("_DocumentPreview", this);
    }

    protected override void Loaded()
    {
        if (At is null && Items.Count > 0) At = Items[0].Id;
        Form = DraftListPage.Part<FormSchema>(Document["form"]);
        if (Selected is not { } rule) return;
        if (Values.Count == 0) Values = DocumentForm.Show(rule);
        Show(rule);
    }

    private void Show(JsonObject json)
    {
        var place = Template?.Place ?? (DocumentPlace)Math.Max(0, DocumentForm.Places.ToList().IndexOf(DraftTree.Text(json["place"])));
        IsCertificate = place == DocumentPlace.Certificate;
        Names = Placeholders.At(place, Form ?? new FormSchema { Id = "", Title = "", Sections = [] });
        Preview = DocumentPreview.Of(writer, Document, At!, json, ChinaTime.DateOf(Now));
    }

    private async Task<IActionResult> PutAsync(string id, JsonObject rule, string words)
    {
        if (Items.Count >= Most) return Refuse(new("draft.tooMany", "name", $"一个项目类型最多 {Most} 份文书。"));
        var answer = await SetAsync("/documents/" + JsonPointer.Escape(id), rule, words);
        return answer is RedirectResult ? Redirect(DesignTabs.Address(DraftId, Tab) + "?at=" + Uri.EscapeDataString(id)) : answer;
    }

    private Task<IActionResult> GoneAsync() => AgainAsync(new("draft.stale", null, "这份文书已被他人删去，请看过新的内容再改。"));

    private string FreeId() => DraftTree.FreeId("document1", Items.Select(i => i.Id).Concat(DocumentTemplates.Shipped.Select(t => t.Id)).ToHashSet());

    private string? Found(string pointer) => Problems.FirstOrDefault(p => !p.IsWarning && p.Pointer == pointer)?.Message;
}
