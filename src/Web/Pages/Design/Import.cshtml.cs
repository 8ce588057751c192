using System.Text;
using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Pages.Admin;
using Innovation.Workflows.Definitions.Bpmn;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Design;

/// <summary>导入: a programme file or a BPMN process, analysed first; a draft is made when the administrator says so.</summary>
[Authorize(Policy = Policies.Administrator), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class ImportModel(ProgrammeDrafts drafts, IDbContexts contexts, ProgrammeStore programmes, SenderFactory senders) : AdminPage(senders)
{
    /// <summary>The file as it was read, which the second step sends again.</summary>
    [BindProperty]
    public string? Given { get; set; }

    public bool IsAnalysed { get; private set; }

    /// <summary>What a BPMN file says that a stage cannot say.</summary>
    public IReadOnlyList<BpmnFinding> Findings { get; private set; } = [];

    public IReadOnlyList<ProgrammeProblem> Problems { get; private set; } = [];

    /// <summary>Differences from the newest published version of the same code.</summary>
    public IReadOnlyList<ProgrammeChange> Changes { get; private set; } = [];

    /// <summary>The programme document that would become the draft; null when the file is refused.</summary>
    public JsonObject? Document { get; private set; }

    /// <summary>The newest published version with the file's code; null when its code is free.</summary>
    public int? Existing { get; private set; }

    public string Code => DraftTree.Text(Document?["code"]);

    public void OnGet()
    {
    }

    /// <summary>First step: reads the file and shows what it holds. Nothing is stored.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        if (file is null or { Length: 0 }) return Refuse(new("import.file", "file", "请选择要导入的文件。"));
        if (file.Length > ProgrammeFile.MostCharacters * 3L) return Refuse(new("import.file", "file", $"文件太大，最多 {ProgrammeFile.MostCharacters / 1024 / 1024} MB。"));
        using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            Given = await reader.ReadToEndAsync(HttpContext.RequestAborted);
        }
        catch (DecoderFallbackException)
        {
            return Refuse(new("import.file", "file", "文件不是 UTF-8 文本，请重新导出后再选。"));
        }

        ModelState.Clear();
        return await AnalyseAsync() is { } refusal ? Refuse(refusal) : Page();
    }

    /// <summary>Second step: a draft with a code of its own, or the next version of the programme that has the code.</summary>
    public async Task<IActionResult> OnPostDraftAsync(bool revise)
    {
        if (await AnalyseAsync() is { } unreadable) return Refuse(unreadable);
        if (Document is null) return Refuse(new("import.file", "file", "这个文件不能导入，原因见下。"));
        var (id, refusal) = await drafts.CreateAsync(new DraftOrigin.Imported(Document, revise), null, await SenderAsync(), HttpContext.RequestAborted);
        return refusal is null ? Redirect("/design/" + id) : Refuse(refusal, Api.Problems.StatusOf(refusal.Code));
    }

    protected override string ControlOf(string field) => field;

    private async Task<Workflows.Engine.Refusal?> AnalyseAsync()
    {
        var text = CleanText.Of(Given ?? "").Trim();
        if (text.Length == 0) return new("import.file", "file", "文件是空的，请另选一个。");
        await using var db = contexts.Create();
        var isProcess = text.StartsWith('<');
        if (isProcess)
        {
            var result = BpmnImport.Read(text);
            Findings = result.Findings;
            Document = result.Process is null ? null : await AroundAsync(db, result.Process);
        }
        else
        {
            var (document, unreadable) = ProgrammeFile.Parse(text);
            Problems = unreadable is null ? ProgrammeFile.Read(document).Problems : [unreadable];
            Document = document as JsonObject;
            if (Document?["process"] is not JsonObject) Document = null;
            if (Document is null && Problems.Count == 0) Problems = [new("", "file.noProgramme", "文件里没有项目类型。")];
        }

        IsAnalysed = true;
        if (Document is null) return null;
        if (isProcess) Problems = ProgrammeDrafts.Check(Document);
        Existing = await ProgrammeStore.LatestAsync(db, Code, HttpContext.RequestAborted);
        if (Existing is { } version) Changes = ProgrammeDiff.Compare(ProgrammeFile.ToDocument(await programmes.GetAsync(db, Code, version, HttpContext.RequestAborted)), ProgrammeFile.Canonical(Document));
        return null;
    }

    /// <summary>A process that comes alone takes the place of the published one with its id; a stranger's gets an empty programme around it.</summary>
    private async Task<JsonObject> AroundAsync(WorkflowsDbContext db, JsonObject process)
    {
        var code = DraftTree.Text(process["id"]);
        if (await ProgrammeStore.LatestAsync(db, code, HttpContext.RequestAborted) is not { } version) return DraftPatterns.Around(process);
        var document = ProgrammeFile.ToDocument(await programmes.GetAsync(db, code, version, HttpContext.RequestAborted));
        document["process"] = process.DeepClone();
        return document;
    }
}
