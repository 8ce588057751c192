using System.Text.Json;
using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Applicant;

/// <summary>填写申报书, and 补正.</summary>
[Authorize(Policy = Policies.Applicant), RequestSizeLimit(Limit), RequestFormLimits(MultipartBodyLengthLimit = Limit, ValueCountLimit = 20_000, KeyLengthLimit = 400)]
public sealed class FormModel(ApplicationEditor editor, ApplicationForms forms, Attachments attachments, CaseCommands commands, SenderFactory senders, IDbContexts contexts) : PageModel
{
    private const int Limit = 54_000_000;
    private static readonly JsonSerializerOptions Shallow = new() { MaxDepth = 8 };

    public EditorView View { get; private set; } = null!;

    public string Id { get; private set; } = "";

    /// <summary>What stands against the submission; null: not asked.</summary>
    public IReadOnlyList<ErrorItem>? Errors { get; private set; }

    /// <summary>Who saved meanwhile, and when.</summary>
    public FormSave.Conflict? Conflict { get; private set; }

    /// <summary>补正说明 as typed.</summary>
    public string? Comment { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public async Task<IActionResult> OnGetAsync(string id, bool check)
    {
        if (await editor.LoadAsync(Id = id, check: check, cancellation: HttpContext.RequestAborted) is not { } view) return NotFound();
        if (!view.Editing.Any) return LocalRedirect("/applications/" + id);
        View = view;
        if (check) Errors = FormSections.Errors(view.Problems);
        return Page();
    }

    /// <summary>The form as a whole: 存下, 检查并提交, a row, a file.</summary>
    public async Task<IActionResult> OnPostAsync(string id, string? commandId, int revision, string? act, string? comment, [FromForm(Name = "_row")] string? row, [FromForm(Name = "_file")] string? file)
    {
        var sender = await senders.CreateAsync();
        Id = id;
        Comment = comment;
        if (await editor.LoadAsync(id, cancellation: HttpContext.RequestAborted) is not { } before) return NotFound();
        if (act == "submit" && await SubmittedAsync(sender, commandId)) return LocalRedirect("/applications/" + id);
        if (!before.Editing.Any) return await ShowAsync(id, [new ErrorItem("这一件现在不能修改申报内容，可能已经提交。")], StatusCodes.Status422UnprocessableEntity);

        var stored = JsonNode.Parse(before.Form.Values)!.AsObject();
        var typed = FormParser.Normalize(before.Programme.Form, WithRowChange(before.Programme.Form, PostedForm.Read(before.Programme.Form, before.Editing, stored, PostedForm.Of(Request.Form)), row)).Values;
        var saved = revision;
        if (CanonicalJson.Write(typed) != CanonicalJson.Write(stored) || revision != before.Form.Revision)
        {
            var result = await forms.SaveAsync(id, revision, typed, sender, HttpContext.RequestAborted);
            if (result is FormSave.Conflict conflict)
            {
                Conflict = conflict;
                return await ShowAsync(id, null, StatusCodes.Status409Conflict, typed);
            }

            if (result is FormSave.Refused refused) return await ShowAsync(id, [new ErrorItem(refused.Refusal.Message, refused.Refusal.Field is { } at ? "#" + FormSections.Anchor(at) : null)], StatusCodes.Status422UnprocessableEntity, typed);
            saved = ((FormSave.Saved)result).Revision;
        }

        if (await FilesAsync(id, sender, file) is { Count: > 0 } wrong) return await ShowAsync(id, wrong, StatusCodes.Status422UnprocessableEntity);
        if (row?.Split(':') is ["add", var table]) return await ShowAsync(id, null, StatusCodes.Status200OK, extraRow: table);
        if (act == "submit") return await SubmitAsync(id, commandId, saved, comment, sender, before);
        Done = $"已经存下（{ChinaTime.Clock(sender.ReceivedAt)}），随时可以回来接着填。";
        return Redirect($"/applications/{id}/form{(row is null && file is null ? "" : "#" + Anchor(row ?? file!))}");
    }

    /// <summary>Autosave.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string id)
    {
        JsonObject? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<JsonObject>(Request.Body, Shallow, HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            body = null;
        }

        var sender = await senders.CreateAsync();
        if (body?["values"] is not JsonObject values || !int.TryParse(body["revision"]?.ToString(), out var revision)) return Refuse("收到的内容不完整，请刷新页面。");
        if (await editor.LoadAsync(id, cancellation: HttpContext.RequestAborted) is not { } before) return NotFound();
        var typed = PostedForm.Read(before.Programme.Form, before.Editing, JsonNode.Parse(before.Form.Values)!.AsObject(), PostedForm.Of(values));
        switch (await forms.SaveAsync(id, revision, typed, sender, HttpContext.RequestAborted))
        {
            case FormSave.Conflict conflict:
                return new JsonResult(new { who = conflict.ByName, when = ChinaTime.Clock(conflict.At) }) { StatusCode = StatusCodes.Status409Conflict };
            case FormSave.Refused refused:
                return Refuse(refused.Refusal.Message);
            case FormSave.Saved saved:
                var check = body["check"]?.GetValueKind() == JsonValueKind.True;
                var after = await editor.LoadAsync(id, check: check, cancellation: HttpContext.RequestAborted);
                return new JsonResult(new
                {
                    revision = saved.Revision,
                    savedAt = ChinaTime.Clock(saved.At),
                    shown = after!.Shown,
                    problems = check ? after.Problems.Select(p => new { id = FormSections.Anchor(p.FieldPath), text = FormSections.Errors([p])[0].Text, message = p.Message }) : null,
                    sections = after.Toc.Select(t => new { href = t.Href, state = t.State, kind = t.Kind, icon = t.Icon }),
                });
            default:
                throw new InvalidOperationException();
        }
    }

    /// <summary>Uploads at once; answers with the field as it stands then.</summary>
    public async Task<IActionResult> OnPostUploadAsync(string id, string field)
    {
        var sender = await senders.CreateAsync();
        if (Request.Form.Files.Count == 0) return Said("没有收到文件，请重新选择。");
        foreach (var file in Request.Form.Files)
        {
            await using var content = file.OpenReadStream();
            var (_, refusal) = await attachments.AddAsync(id, field ?? "", file.FileName, content, sender, HttpContext.RequestAborted);
            if (refusal is not null) return Said(refusal.Message, refusal.Code.EndsWith(".notFound", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity);
        }

        return await editor.FieldAsync(id, field!, HttpContext.RequestAborted) is { } view ? Partial("_FormFiles", view) : NotFound();
    }

    private async Task<IActionResult> SubmitAsync(string id, string? commandId, int revision, string? comment, Sender sender, EditorView before)
    {
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId ?? "", CaseId = id, Type = "submit", Revision = revision, Comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim() }, sender, HttpContext.RequestAborted);
        if (result is CommandResult.Accepted accepted)
        {
            Done = before.Supplement is null
                ? $"已提交，案号 {accepted.Answer.Number}。系统收完全部内容的时间是 {ChinaTime.Exact(sender.ReceivedAt)}。"
                : $"补正已提交。系统收完全部内容的时间是 {ChinaTime.Exact(sender.ReceivedAt)}，审查自次日起继续计时。";
            return LocalRedirect("/applications/" + id);
        }

        var refused = (CommandResult.Refused)result;
        var status = refused.Refusal.Code.EndsWith(".stale", StringComparison.Ordinal) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(id, refused.Problems is { Count: > 0 } problems ? FormSections.Errors(problems) : [new ErrorItem(refused.Refusal.Message)], status, check: true);
    }

    /// <summary>The same press twice: the first one has done it.</summary>
    private async Task<bool> SubmittedAsync(Sender sender, string? commandId)
    {
        await using var db = contexts.Create();
        return commandId is not null && await db.Receipts.AnyAsync(r => r.ActorId == sender.User.UserId && r.CommandId == commandId && r.StreamId == Id);
    }

    private async Task<List<ErrorItem>> FilesAsync(string id, Sender sender, string? act)
    {
        var wrong = new List<ErrorItem>();
        if (act?.Split(':') is ["remove", _, var fileId] && await attachments.RemoveAsync(fileId, sender, HttpContext.RequestAborted) is { } refusal) wrong.Add(new ErrorItem(refusal.Message));
        // Without script, files travel with the form.
        foreach (var file in Request.Form.Files.Where(f => f.Name.StartsWith("f.", StringComparison.Ordinal) && f.Length > 0))
        {
            await using var content = file.OpenReadStream();
            if ((await attachments.AddAsync(id, file.Name[2..], file.FileName, content, sender, HttpContext.RequestAborted)).Refusal is { } no) wrong.Add(new ErrorItem(no.Message, "#" + FormSections.Anchor(file.Name[2..])));
        }

        return wrong;
    }

    private static JsonObject WithRowChange(FormSchema schema, JsonObject values, string? act)
    {
        if (act?.Split(':') is ["remove", var table, var index] && schema.Find(table) is not null && values[table] is JsonArray rows && int.TryParse(index, out var at) && at >= 0 && at < rows.Count) rows.RemoveAt(at);
        return values;
    }

    private static string Anchor(string act) => act.Split(':') is [_, var field, ..] && field.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? "f-" + field : "main";

    private async Task<IActionResult> ShowAsync(string id, IReadOnlyList<ErrorItem>? errors, int status, JsonObject? typed = null, bool check = false, string? extraRow = null)
    {
        View = await editor.LoadAsync(id, typed, check, extraRow, HttpContext.RequestAborted) ?? throw new InvalidOperationException("the case is gone");
        Errors = errors;
        Response.StatusCode = status;
        return Page();
    }

    private static JsonResult Refuse(string message) => new(new { message }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static ContentResult Said(string words, int status = StatusCodes.Status422UnprocessableEntity) => new() { Content = words, ContentType = "text/plain; charset=utf-8", StatusCode = status };
}
