using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Messages.Templates;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Admin;

/// <summary>消息模板: the wording of every event.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class MessageTemplatesModel(SenderFactory senders, IDbContexts contexts, TimeProvider clock) : AdminPage(senders)
{
    public IReadOnlyList<(MessageEvent Event, MessageTemplate Wording, MessageTemplateRow? Changed)> Rows { get; private set; } = [];

    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        await using var db = contexts.Create();
        Now = clock.GetUtcNow();
        var changed = await db.MessageTemplates.AsNoTracking().ToDictionaryAsync(t => t.Event);
        Rows = [.. MessageEvents.All.Select(e => (e, changed.TryGetValue(e.Key, out var own) ? new MessageTemplate(own.Title, own.Body) : new MessageTemplate(e.Title, e.Body), changed.GetValueOrDefault(e.Key)))];
    }
}

/// <summary>The wording of one event: change, preview, back to the shipped one.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class MessageTemplateModel(SenderFactory senders, IDbContexts contexts, MessageTemplates templates) : AdminPage(senders)
{
    private static readonly Dictionary<string, string?> Sample = new()
    {
        [MessageEvents.Number] = "PT2026-0037", [MessageEvents.Organization] = "示例精密制造有限公司", [MessageEvents.Project] = "示例中试基地", [MessageEvents.ProgrammeName] = "本级创新平台认定", [MessageEvents.Stage] = "形式审查",
        [MessageEvents.Due] = "9月16日 24:00", [MessageEvents.Status] = "待补正", [MessageEvents.Actor] = "张某", [MessageEvents.Reason] = "请于本周内办结。", [MessageEvents.Area] = "灵乡镇",
    };

    public MessageEvent Event { get; private set; } = null!;

    public string Wording { get; private set; } = "";

    public string Text { get; private set; } = "";

    public bool IsChanged { get; private set; }

    /// <summary>What is stored now.</summary>
    public Seen Seen { get; private set; } = new();

    /// <summary>From what the previewed form was drawn.</summary>
    public string? SeenBefore { get; private set; }

    /// <summary>The message as it would be written with the sample values; null when the wording is wrong.</summary>
    public (string Title, string Body)? Preview { get; private set; }

    public static string? SampleOf(string field) => Sample.GetValueOrDefault(field);

    public async Task<IActionResult> OnGetAsync(string key) => await LoadAsync(key) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string key, string? title, string? body, [FromForm(Name = "_then")] string? then)
    {
        var sender = await SenderAsync();
        if (!await LoadAsync(key)) return NotFound();
        if (then == "reset")
        {
            if (await ChangedAsync(Seen, Event.Key, "message.template") is { } other) return other;
            await templates.SaveAsync(Event, null, sender, HttpContext.RequestAborted);
            Done = $"“{Event.Name}”已恢复为系统原来的写法，以后的消息按它写。";
            return Redirect("/admin/messages/templates/" + key);
        }

        (Wording, Text) = (title?.Trim() ?? "", body?.ReplaceLineEndings("\n").Trim() ?? "");
        if (then != "preview" && await ChangedAsync(Seen, Event.Key, "message.template") is { } changed) return changed;
        var problems = then == "preview" ? MessageTemplates.Check(Event, new(Wording, Text)) : await templates.SaveAsync(Event, new(Wording, Text), sender, HttpContext.RequestAborted);
        ShowPreview();
        if (problems.Count > 0) return RefuseAll(problems);
        if (then == "preview")
        {
            // Looking at it is not yet knowing what somebody else has saved.
            SeenBefore = Request.Form[Seen.Field].ToString() is { Length: > 0 } before ? before : null;
            return Page();
        }
        Done = $"“{Event.Name}”的模板已保存，以后的消息按它写；已经写好的不变。";
        return Redirect("/admin/messages/templates/" + key);
    }

    private async Task<bool> LoadAsync(string key)
    {
        if (MessageEvents.Find(key) is not { } about) return false;
        Event = about;
        await using var db = contexts.Create();
        IsChanged = await db.MessageTemplates.AnyAsync(t => t.Event == key);
        var wording = (await MessageTemplates.InForceAsync(db, [about], HttpContext.RequestAborted))[key];
        (Wording, Text) = (wording.Title, wording.Body);
        Seen = new(("标题", Wording), ("正文", Text));
        ShowPreview();
        return true;
    }

    private void ShowPreview()
    {
        var wording = new MessageTemplate(Wording, Text);
        Preview = MessageTemplates.Check(Event, wording).Count > 0 ? null : (MessageText.Fill(Wording, Sample), MessageText.Fill(Text, Sample));
    }
}
