using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Api;
using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Office;

/// <summary>One task: the material, what may be done with it, and the score sheet for experts.</summary>
[Authorize(Policies.Worker), RequestSizeLimit(Api.BodyLimits.File)]
public sealed class TaskModel(CurrentUser current, TaskReader reader, TaskDesk desk, CaseDesk cases, CaseCommands commands, ScoreDrafts drafts, OpinionFiles opinionFiles, Phrases phrases, BlindFiles files, FileVault vault, AuditLog audit, TimeProvider clock) : PageModel
{
    private DateTimeOffset received;
    private UserContext user = UserContext.Anonymous;

    public TaskView Item { get; private set; } = null!;

    public TaskNeighbours Neighbours { get; private set; } = null!;

    /// <summary>Null for experts.</summary>
    public CaseSheet? Sheet { get; private set; }

    public TaskPanel? Panel { get; private set; }

    public DueView Due { get; private set; } = null!;

    public IReadOnlyList<ErrorItem> Errors { get; private set; } = [];

    public Dictionary<string, string> FieldErrors { get; } = [];

    /// <summary>The task changed meanwhile: who and when.</summary>
    public string? Conflict { get; private set; }

    /// <summary>A dialog that was refused: which, what was typed, which field, what is wrong.</summary>
    public (string Dialog, CommandInput Typed, string? Field, string Message)? Asked { get; private set; }

    /// <summary>转办, 委派, 加签 and the others, as far as allowed.</summary>
    public IReadOnlyList<CommandDialog> Dialogs { get; private set; } = [];

    /// <summary>What was objected, where the task is to answer it.</summary>
    public IReadOnlyList<ObjectionRow> Objections { get; private set; } = [];

    public TaskInput Input { get; private set; } = new();

    public DateTimeOffset Now => received;

    /// <summary>信用核查 that the round asks for, where applications are accepted; empty elsewhere.</summary>
    public IReadOnlyList<string> CreditChecks => Item is { Stage: ReviewStage { Supplement: not null }, Case: { } view } ? RoundTerms.Read(view.Round.Terms).CreditChecks : [];

    /// <summary>What an expert reads of the form.</summary>
    public IReadOnlyList<ReadSection> Copy { get; private set; } = [];

    /// <summary>Scores as typed or as handed in.</summary>
    public Dictionary<string, string> Scores { get; } = [];

    public string? Comment { get; private set; }

    /// <summary>The sheet as it is filled in so far.</summary>
    public ScoreView Score => new(Item.Sheet!, Scores, Comment, Can("complete") ? Post("Total") : null) { Errors = FieldErrors, Phrases = Phrases };

    public bool Scoring => Item.Line.Purpose == WorkPurpose.Score && Item.Sheet is not null;

    public bool Expert => Item.Case is null;

    /// <summary>意见附件 that wait for the opinion.</summary>
    public IReadOnlyList<AttachmentRow> Pending { get; private set; } = [];

    public bool TakesFiles => OpinionFiles.Takes(Item);

    /// <summary>常用意见 of the reader and of everybody.</summary>
    public IReadOnlyList<string> Phrases { get; private set; } = [];

    public bool Can(string type) => Item.Actions.Any(a => a.Type == type);

    public string ListQuery => Request.QueryString.Value is { Length: > 0 } text && !text.Contains("handler=", StringComparison.Ordinal) && !text.Contains("for=", StringComparison.Ordinal) ? text
        : QueryString.Create(Request.Query.Where(q => q.Key is not ("handler" or "for")).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, (string?)v))).Value ?? "";

    public string Post(string handler)
    {
        var query = QueryString.FromUriComponent(ListQuery).Add("handler", handler);
        return $"/tasks/{Item.Line.Id}{(Item.For is { } absent ? query.Add("for", absent.UserId) : query)}";
    }

    /// <summary>The absent person in whose name the form was drawn.</summary>
    private string? For => Request.Query["for"].ToString() is { Length: > 0 and <= 36 } id ? id : null;

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ? Page() : NotFound();

    /// <summary>The evidence of an objection; every reading is logged.</summary>
    public async Task<IActionResult> OnGetEvidenceAsync(string id, string? objection)
    {
        if (!await LoadAsync(id) || Objections.SingleOrDefault(o => o.Id == objection) is not { EvidenceSha256: { } hash } row) return NotFound();
        await audit.RecordAsync(user, "objection.read", row.Id, new { row.CaseId, row.EvidenceFileName }, HttpContext.RequestAborted);
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(vault.Open(hash), row.EvidenceContentType ?? "application/octet-stream", row.EvidenceFileName);
    }

    /// <summary>速览: the summary that the task list shows beside itself.</summary>
    public async Task<IActionResult> OnGetLookAsync(string id) => await LoadAsync(id) && Sheet is not null ? Partial("_Look", this) : NotFound();

    /// <summary>An attachment for an expert.</summary>
    public async Task<IActionResult> OnGetFileAsync(string id, string? file)
    {
        Start();
        var (copy, refusal) = await files.OpenAsync(id, file ?? "", new Sender(await UserAsync(), received), HttpContext.RequestAborted);
        if (copy is null) return refusal is null ? NotFound() : await RefusedAsync(id, refusal);
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(copy.Content, copy.ContentType, copy.Name);
    }

    /// <summary>Ends the stage or asks for 补正.</summary>
    public async Task<IActionResult> OnPostActAsync(string id, string commandId, int revision, string? then)
    {
        Start();
        Input = TaskInput.From(Request.Form);
        if (!TaskIds.TryRead(id, out var caseId, out var item) || await reader.ReadAsync(await UserAsync(), id) is not { } view) return NotFound();
        if (view.Stage is Innovation.Workflows.Definitions.StageKinds.SiteVisitStage or Innovation.Workflows.Definitions.StageKinds.ReviewStage && Input.Rank is { } rank && !(int.TryParse(rank, out var n) && n is >= 1 and <= 999))
            return await RefusedAsync(id, new Refusal("rank.number", "values.rank", "推荐排名应当填 1 到 999 的整数，也可以不填。"));
        Input = Input with { TakesRemarks = view.Actions.Any(a => TaskPanel.TakesRemarksOf(view, a) && "complete:" + a.Outcome == Input.Outcome) };
        if (Request.Form.Files.Count > 0 && await AttachAsync(id) is { } unfit) return await RefusedAsync(id, unfit);
        if (Input.Outcome is null) return await RefusedAsync(id, new Refusal("outcome.missing", "outcome", "请先选择办理结论。"));
        var neighbours = await desk.NeighboursAsync(user, TaskQuery.From(Request.Query), id);
        var result = await commands.ExecuteAsync(Input.Request(commandId, caseId, item, revision, view.Stage) with { ActingFor = For }, new Sender(user, received));
        if (result is CommandResult.Refused refused) return await RefusedAsync(id, refused.Refusal);
        var chosen = view.Actions.FirstOrDefault(a => a.Type + (a.Outcome is null ? "" : ":" + a.Outcome) == Input.Outcome)?.Name ?? "办理";
        return Done((CommandResult.Accepted)result, $"{view.Line.Number} {view.Line.StageName}：{chosen}", then, neighbours.Next, id);
    }

    /// <summary>Attaches a file to the opinion that is being written.</summary>
    public async Task<IActionResult> OnPostAttachAsync(string id)
    {
        Start();
        Input = TaskInput.From(Request.Form);
        await UserAsync();
        var refusal = Request.Form.Files.Count == 0 ? new Refusal("file.missing", "file", "请先选择文件。") : await AttachAsync(id);
        return refusal is null ? await ShowAsync(id, StatusCodes.Status200OK) : await RefusedAsync(id, refusal);
    }

    /// <summary>Takes such a file away again.</summary>
    public async Task<IActionResult> OnPostDetachAsync(string id, string? remove)
    {
        Start();
        Input = TaskInput.From(Request.Form);
        return await opinionFiles.RemoveAsync(id, remove ?? "", new Sender(await UserAsync(), received), HttpContext.RequestAborted) is { } refusal ? await RefusedAsync(id, refusal) : await ShowAsync(id, StatusCodes.Status200OK);
    }

    private async Task<Refusal?> AttachAsync(string id)
    {
        foreach (var posted in Request.Form.Files)
        {
            await using var content = posted.OpenReadStream();
            var (file, refusal) = await opinionFiles.AddAsync(id, posted.FileName, content, new Sender(user, received), HttpContext.RequestAborted);
            if (refusal is not null) return refusal;
            Input = Input with { Files = [.. Input.Files, file!.Id] };
        }

        return null;
    }

    public Task<IActionResult> OnPostClaimAsync(string id, string commandId, int revision) => SimpleAsync(id, commandId, revision, "claim", "已认领，请办理。");

    public Task<IActionResult> OnPostUnclaimAsync(string id, string commandId, int revision) => SimpleAsync(id, commandId, revision, "unclaim", "已取消认领，其他人可以认领。");

    /// <summary>退回, 转办, 委派, 加签, 减签, 抄送, 取回 of a delegated item, 改派.</summary>
    public async Task<IActionResult> OnPostCommandAsync(string id, string type, string commandId, int revision, string? toStage)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out var item) || await reader.ReadAsync(await UserAsync(), id) is not { } view) return NotFound();
        if (!view.Actions.Any(a => a.Type == type)) return await RefusedAsync(id, Refusals.NotNow);
        var typed = CommandInput.From(Request.Form);
        if (type == "return" && Request.Form.Files.Count > 0)
        {
            var unfit = await AttachAsync(id);
            // What was stored stays ticked in the dialog, also when something else is wrong.
            typed = typed with { Files = [.. typed.Files, .. Input.Files] };
            if (unfit is not null) return await RefusedAsync(id, unfit, $"return-{toStage}", typed);
        }

        if (typed.Way is null && (type == "addSigner" || (type == "return" && view.Actions.Any(a => a.Type == "return" && a.ToStage == toStage && a.MayComeBack))))
            return await RefusedAsync(id, new Refusal("way.missing", "place", type == "return" ? "请选择退回以后怎样办。" : "请选择加签方式：前加签、并加签或后加签。"), type == "return" ? $"return-{toStage}" : type, typed);
        var result = await commands.ExecuteAsync(typed.Request(type, commandId, caseId, item, revision, toStage) with { ActingFor = For }, new Sender(user, received));
        if (result is CommandResult.Refused refused) return await RefusedAsync(id, refused.Refusal, type == "return" ? $"return-{toStage}" : type, typed);
        TempData["Done"] = view.Actions.First(a => a.Type == type).Name + "已办好。";
        // Who gave the work away may no longer read it.
        return Redirect(await reader.ReadAsync(user, id) is null ? "/tasks" + ListQuery : $"/tasks/{id}{ListQuery}");
    }

    public async Task<IActionResult> OnPostTerminateAsync(string id, string commandId, string? reason)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out _)) return NotFound();
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId, CaseId = caseId, Type = "terminate", Comment = reason, ActingFor = For }, new Sender(await UserAsync(), received));
        if (result is CommandResult.Refused refused) return await RefusedAsync(id, refused.Refusal, "terminate", new CommandInput { Reason = reason });
        TempData["Done"] = "本案已终止。";
        return Redirect("/cases/" + caseId);
    }

    /// <summary>回避声明.</summary>
    public async Task<IActionResult> OnPostDeclareAsync(string id, string commandId, int revision, string? conflict, string? reason)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out var item)) return NotFound();
        Comment = reason;
        if (conflict is not ("yes" or "no")) return await RefusedAsync(id, new Refusal("declare.missing", "values.conflict", "请选择有没有应当回避的情形。"));
        if (conflict == "yes" && string.IsNullOrWhiteSpace(reason)) return await RefusedAsync(id, new Refusal("comment.required", "values.reason", "请写明应当回避的原因。"));
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId, CaseId = caseId, Item = item, Revision = revision, Type = "declare", Conflict = conflict == "yes", Comment = conflict == "yes" ? reason : null }, new Sender(await UserAsync(), received));
        if (result is CommandResult.Refused refused) return await RefusedAsync(id, refused.Refusal);
        TempData["Done"] = conflict == "yes" ? "已登记回避，这一件另行抽取专家，不再需要您评分。" : "已声明没有应当回避的情形，请评分。";
        return Redirect(conflict == "yes" ? "/tasks" + ListQuery : $"/tasks/{id}{ListQuery}");
    }

    /// <summary>Hands the score sheet in.</summary>
    public async Task<IActionResult> OnPostScoreAsync(string id, string commandId, string? revision)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out var item) || await reader.ReadAsync(await UserAsync(), id) is not { Sheet: { } sheet } view) return NotFound();
        var answer = Typed(sheet);
        foreach (var problem in ScoreSheetValidator.Validate(sheet, answer)) FieldErrors.TryAdd(problem.FieldPath == "comment" ? "comment" : "s-" + problem.FieldPath["scores.".Length..], problem.Message);
        if (FieldErrors.Count > 0) return await ShowAsync(id, StatusCodes.Status422UnprocessableEntity);
        var (seen, stamp) = SeenSheet(revision);
        if (ScoreDrafts.Overwrites(view.Draft, stamp, Draft(Scores), Comment) is { } other) return await RefusedAsync(id, other);
        var neighbours = await desk.NeighboursAsync(user, TaskQuery.From(Request.Query), id);
        var values = new JsonObject { ["scores"] = new JsonObject(answer.Scores.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))) };
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId, CaseId = caseId, Item = item, Revision = seen, Type = "complete", Outcome = "scored", Comment = Comment, Values = values }, new Sender(user, received));
        if (result is CommandResult.Refused refused) return await RefusedAsync(id, refused.Refusal);
        TempData["Done"] = $"{view.Line.Number} 评分已提交，合计 {ScoreText.Of(ScoreSheetValidator.Total(sheet, answer))} 分，已锁定。";
        return Redirect(neighbours.Next is { } next ? $"/tasks/{next}{ListQuery}" : "/tasks");
    }

    /// <summary>Stores the sheet as far as it is filled in; the page does the same by itself while one types.</summary>
    public async Task<IActionResult> OnPostDraftAsync(string id, string? revision)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out var item) || await reader.ReadAsync(await UserAsync(), id) is not { Sheet: { } sheet } view) return NotFound();
        Typed(sheet);
        FieldErrors.Clear();
        var (seen, stamp) = SeenSheet(revision);
        if (await drafts.SaveAsync(caseId, item, seen, Draft(Scores), Comment, new Sender(user, received), stamp) is { } refusal) return await RefusedAsync(id, refusal);
        var neighbours = await desk.NeighboursAsync(user, TaskQuery.From(Request.Query), id);
        TempData["Done"] = $"{view.Line.Number} 已存下（{ChinaTime.Clock(received)}），还没有提交；提交前只有您能看到。";
        return Redirect(neighbours.Next is { } next ? $"/tasks/{next}{ListQuery}" : "/tasks" + ListQuery);
    }

    /// <summary>The same in the background: <c>{ revision, values }</c>, values by posted name.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string id, [FromBody] JsonObject? body)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out var item)) return NotFound();
        var (seen, stamp) = SeenSheet(body?["revision"]?.ToString());
        if (body?["values"] is not JsonObject values || seen == 0) return new JsonResult(new { message = "收到的内容不完整，请刷新页面。" }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        var scores = values.Where(v => v.Key.StartsWith("s.", StringComparison.Ordinal)).ToDictionary(v => v.Key[2..], v => v.Value?.ToString().Trim() ?? "");
        var typed = Draft(scores);
        var refusal = await drafts.SaveAsync(caseId, item, seen, typed, values["comment"]?.ToString(), new Sender(await UserAsync(), received), stamp);
        if (refusal?.Code == "task.draftStale") return new JsonResult(new { message = refusal.Message }) { StatusCode = StatusCodes.Status409Conflict };
        var now = $"{seen}.{ScoreDrafts.StampOf(typed, values["comment"]?.ToString())}";
        if (refusal is null && body["check"]?.GetValueKind() == System.Text.Json.JsonValueKind.True && await reader.ReadAsync(user, id) is { Sheet: { } sheet })
        {
            var answer = new ScoreSheetAnswer(scores.ToDictionary(s => s.Key, s => ScoreView.Number(s.Value)), values["comment"]?.ToString() ?? "");
            var problems = ScoreSheetValidator.Validate(sheet, answer).Select(p => new { id = p.FieldPath == "comment" ? "comment" : "s-" + p.FieldPath["scores.".Length..], text = p.Message, message = p.Message });
            return new JsonResult(new { revision = now, savedAt = ChinaTime.Clock(received), problems });
        }

        return refusal is null ? new JsonResult(new { revision = now, savedAt = ChinaTime.Clock(received) })
            : new JsonResult(new { message = refusal.Message }) { StatusCode = Problems.StatusOf(refusal.Code) is StatusCodes.Status409Conflict ? StatusCodes.Status422UnprocessableEntity : Problems.StatusOf(refusal.Code) };
    }

    /// <summary>The total of what is typed so far; the page shows it while typing.</summary>
    public async Task<IActionResult> OnPostTotalAsync(string id)
    {
        Start();
        if (await reader.ReadAsync(await UserAsync(), id) is not { Sheet: { } sheet } view) return NotFound();
        Item = view;
        Typed(sheet);
        if (Request.Headers["HX-Request"] == "true") return Partial("_ScoreTotal", Score);
        return await ShowAsync(id, StatusCodes.Status200OK);
    }

    private async Task<IActionResult> SimpleAsync(string id, string commandId, int revision, string type, string done)
    {
        Start();
        if (!TaskIds.TryRead(id, out var caseId, out var item)) return NotFound();
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId, CaseId = caseId, Item = item, Revision = revision, Type = type, ActingFor = For }, new Sender(await UserAsync(), received));
        if (result is CommandResult.Refused refused) return await RefusedAsync(id, refused.Refusal);
        TempData["Done"] = done;
        return Redirect($"/tasks/{id}{ListQuery}");
    }

    private RedirectResult Done(CommandResult.Accepted accepted, string what, string? then, string? next, string id)
    {
        var documents = accepted.Answer.Documents;
        TempData["Done"] = $"{what}，已办结。申报状态：{accepted.Answer.ApplicantStatus}。{(documents.Count > 0 ? "已发出" : "")}";
        if (documents.Count > 0)
        {
            TempData["DoneDocument"] = documents[0].Id;
            TempData["DoneDocumentTitle"] = $"{documents[0].Title}{(documents[0].Number is null ? "" : " " + documents[0].Number)}";
        }

        if (then == "next") return Redirect(next is null ? "/tasks" + ListQuery : $"/tasks/{next}{ListQuery}");
        return Redirect($"/tasks/{id}{ListQuery}");
    }

    /// <param name="dialog">The dialog that asked, and what was typed into it.</param>
    private async Task<IActionResult> RefusedAsync(string id, Refusal refusal, string? dialog = null, CommandInput? typed = null)
    {
        var status = Problems.StatusOf(refusal.Code);
        if (status == StatusCodes.Status404NotFound) return NotFound();
        if (status == StatusCodes.Status409Conflict) Conflict = refusal.Message;
        else if (dialog is not null)
        {
            Asked = (dialog, typed ?? new(), refusal.Field, refusal.Message);
            Errors = [new ErrorItem(refusal.Message, CommandDialog.ControlOf(refusal.Field) is { } place ? $"#{dialog}-{place}" : null)];
        }
        else if (TaskPanel.ControlOf(refusal.Field) is { } control) FieldErrors[control == "items" && Input.Outcome != "supplement" ? "remarks" : control] = refusal.Message;
        else Errors = [new ErrorItem(refusal.Message)];
        return await ShowAsync(id, status);
    }

    private async Task<IActionResult> ShowAsync(string id, int status)
    {
        if (!await LoadAsync(id)) return NotFound();
        Response.StatusCode = status;
        return Page();
    }

    private ScoreSheetAnswer Typed(ScoreSheet sheet)
    {
        var scores = new Dictionary<string, decimal?>();
        foreach (var indicator in sheet.Indicators)
        {
            var text = Request.Form["f.s." + indicator.Id].ToString().Trim();
            Scores[indicator.Id] = text;
            if (text.Length == 0) continue;
            if (ScoreView.Number(text) is { } score) scores[indicator.Id] = score;
            else FieldErrors["s-" + indicator.Id] = $"“{indicator.Name}”应当填数字，请改正。";
        }

        Comment = Request.Form["f.comment"].ToString().ReplaceLineEndings("\n").Trim();
        return new ScoreSheetAnswer(scores, Comment);
    }

    /// <summary>From what the score sheet on the page was drawn: the revision of the task and the stamp of the draft.</summary>
    public string SheetRevision => $"{Item.Line.Revision}.{Item.Draft?.Stamp}";

    private static (int Revision, string? Stamp) SeenSheet(string? text)
    {
        var parts = (text ?? "").Split('.', 2);
        return (int.TryParse(parts[0], out var revision) ? revision : 0, parts.Length > 1 ? parts[1] : null);
    }

    private static JsonObject Draft(Dictionary<string, string> scores) =>
        new() { ["scores"] = new JsonObject(scores.Where(s => s.Value.Length > 0).Select(s => KeyValuePair.Create(s.Key, (JsonNode?)(ScoreView.Number(s.Value) is { } score ? score : s.Value)))) };

    private void Start() => received = clock.GetUtcNow();

    private async Task<UserContext> UserAsync() => user = await current.GetAsync();

    private async Task<bool> LoadAsync(string id)
    {
        if (received == default) Start();
        if (await reader.ReadAsync(await UserAsync(), id) is not { } view) return false;
        Item = view;
        Neighbours = await desk.NeighboursAsync(user, TaskQuery.From(Request.Query), id);
        Due = await cases.DueAsync(view);
        if (view.Case is not null)
        {
            Sheet = await cases.ReadAsync(view.Case, view.Stage.Id);
            if (view.Line.Purpose == WorkPurpose.Objection && view.Case.Audience == Audience.Staff) Objections = await cases.ObjectionsAsync(view.Row.CaseId);
        }
        else
        {
            Copy = view.Declared ? FormReading.Sections(view.Programme.Form, view.Programme.Permissions, view.Stage.Id, view.Values, [], received, view.Blind) : [];
            if (view.Row.State == WorkItemState.Done && view.Sheet is not null) Filled(view.Row.Values, view.Row.Comment);
            // What was typed into a refused form is newer than the draft.
            else if (view.Draft is { } draft && Comment is null) Filled(draft.Values, draft.Comment);
        }

        if (FieldErrors.Count > 0) Errors = [.. Errors, .. FieldErrors.Select(e => new ErrorItem(e.Value, "#" + e.Key))];
        Pending = await opinionFiles.PendingAsync(view, user, HttpContext.RequestAborted);
        Phrases = await phrases.OfferedAsync(user, view.Programme.Code, HttpContext.RequestAborted);
        if (view.Case is not null) Dialogs = [.. CommandDialogs.Of(view, await reader.ReceiversAsync(user, view), await reader.RemovableAsync(user, view), Post("Command"), Asked).Select(d => d with { Phrases = Phrases, TakesFiles = d.Type == "return" && TakesFiles, Pending = d.Type == "return" ? Pending : [] })];
        Panel = Scoring ? null : TaskPanel.Of(view, Input, Identifiers.Opaque(), FieldErrors, Neighbours.Next is not null);
        if (Panel is not null) Panel = Panel with { Phrases = [.. Phrases, .. Panel.Phrases.Except(Phrases)] };
        ViewData["Density"] = "dense";
        ViewData["Full"] = Scoring && Expert && view.Declared;
        ViewData["Title"] = $"{(Scoring ? "评分" : "办理")} {view.Line.Number}";
        return true;
    }

    private void Filled(string? values, string? comment)
    {
        Comment = comment;
        if (values is null || JsonNode.Parse(values)?["scores"] is not JsonObject scores) return;
        foreach (var (id, value) in scores) Scores[id] = value?.ToString() ?? "";
    }
}
