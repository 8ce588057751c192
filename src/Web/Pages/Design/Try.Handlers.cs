using System.Globalization;
using System.Text.Json.Nodes;
using Innovation.Documents.Pdf;
using Innovation.Web.Applicants;
using Innovation.Web.Design;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Design;

/// <summary>What can be done in a trial run. Every answer is the page itself: sent twice, it is the same page.</summary>
public sealed partial class TryModel
{
    private const int MostYears = 20;

    /// <summary>A move of one task; for a score with its total.</summary>
    public async Task<IActionResult> OnPostActAsync(string? seal, string? move, string? by, int? item)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        Chosen = (item, by);
        var act = new TrialAct { Move = move, By = string.IsNullOrEmpty(by) ? null : by };
        if (move?.EndsWith("/score", StringComparison.Ordinal) == true)
        {
            if (Total($"total.{item}", TaskOf(item)?.MostScore) is not { } total) return Page();
            act = act with { Total = total };
        }

        return Answer(Bench!.Note(act), item is null ? "" : $"by.{item}");
    }

    /// <summary>All experts of a stage hand in the same total.</summary>
    public async Task<IActionResult> OnPostScoresAsync(string? seal, string? stage)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        var open = TrialTasks.Of(Bench!).FirstOrDefault(t => t.StageId == stage && t.ScoresLeft > 0);
        if (open is null) return Refuse(new("trial.gone", null, "这个环节现在没有要评的分，请看最新的待办。"));
        if (Total("all." + stage, open.MostScore) is not { } total) return Page();
        var items = Bench!.Run.State.Activations.First(a => a.StageId == stage).Items.Where(i => i is { Done: false, Purpose: WorkPurpose.Score }).ToList();
        foreach (var item in items)
        {
            var refusal = item.Declared ? null : Bench.Note(new() { Move = $"{item.Id}/{nameof(Declare)}" });
            if ((refusal ?? Bench.Note(new() { Move = $"{item.Id}/score", Total = total })) is { } wrong) return Answer(wrong, "all." + stage);
        }

        return Answer(null, "");
    }

    /// <summary>Time passes until a day, or until the next thing falls due.</summary>
    public async Task<IActionResult> OnPostPassAsync(string? seal, string? to, string? day)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        Day = day ?? "";
        if (Bench!.Run.IsOver) return Refuse(new("trial.over", null, "已经办结，没有期限要等了。"));
        if (to == "due") return Bench.Run.NextDue is { } due ? Answer(Bench.Note(new() { Until = due }), "") : Refuse(new("trial.noDue", null, "现在没有正在计时的期限。"));
        if (to == "expiry") return Expiry is { } end ? Answer(Bench.Note(new() { Until = end }), "") : Refuse(new("trial.noDue", null, "现在没有正在计时的期限。"));
        if (DayOf(day) is not { } until) return Refuse(new("trial.day", "day", "请填写日期，写作 2026-09-16。"));
        if (At(until) <= Bench.Run.Now) return Refuse(new("trial.day", "day", $"时间只能往后走，请填写 {ChinaTime.LongDate(Bench.Today.AddDays(1))}以后的日期。"));
        if (At(until) > Bench.Script.Start.AddYears(MostYears)) return Refuse(new("trial.day", "day", $"最多走到开始后 {MostYears} 年。"));
        Day = "";
        return Answer(Bench.Note(new() { Until = At(until) }), "day");
    }

    /// <summary>Other sample values: from here on, or from the beginning.</summary>
    public async Task<IActionResult> OnPostValuesAsync(string? seal, string? from, [FromForm(Name = "_row")] string? row)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        var asked = TrialValues.Asked(Bench!.Programme);
        var (values, problems) = TrialValues.Read(asked, Bench.Values, PostedForm.Of(Request.Form), Bench.Today);
        if (row is not null || problems.Count > 0)
        {
            Fill(row is null ? problems : [], values, row?.Split(':') is ["add", var table] ? table : null);
            return row is not null ? Page() : RefuseAll([.. problems.Select(p => new Refusal("trial.value", "f." + p.FieldPath, p.Message))]);
        }

        if (from != "start") return Answer(Bench.Note(new() { Values = values }), "");
        await OpenAsync(Fresh(Bench.Script.Start, values));
        return Page();
    }

    /// <summary>The last act is taken back.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(string? seal)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        if (Bench!.Script.Acts.Count == 0) return Refuse(new("trial.first", null, "已经回到开始，没有可以撤回的了。"));
        await OpenAsync(Bench.Script with { Acts = [.. Bench.Script.Acts.SkipLast(1)] });
        return Page();
    }

    /// <summary>A document that a step would issue, on paper with the sample values.</summary>
    public async Task<IActionResult> OnPostShowAsync(string? seal, string? document)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        return Look(document) ? Page() : Refuse(new("trial.document", null, "这份文书不在走过的几步里，请重新选。"));
    }

    public async Task<IActionResult> OnPostPdfAsync(string? seal, string? document)
    {
        if (await ResumeAsync(seal) is { } other) return other;
        if (!Look(document)) return Refuse(new("trial.document", null, "这份文书不在走过的几步里，请重新选。"));
        if (Preview!.Html is not { } html) return Refuse(new("draft.preview", null, Preview.Problem ?? "这份文书还不能预览。"));
        try
        {
            var pdf = await printer.RenderAsync(html, cancellationToken: HttpContext.RequestAborted);
            Response.Headers.CacheControl = "private, no-store";
            return File(pdf.Content, "application/pdf", $"样稿 {Shown!.Title}.pdf");
        }
        catch (PdfUnavailableException unavailable)
        {
            return Refuse(new("draft.preview", null, unavailable.Message));
        }
    }

    /// <summary>When the first running period ends.</summary>
    public DateTimeOffset? Expiry => Bench?.Run.State.Suspension is null ? Bench?.Run.State.Activations.SelectMany(a => a.Deadlines).Where(d => d.PausedOn is null).Select(d => (DateTimeOffset?)d.DueAt).Min() : null;

    private bool Look(string? key)
    {
        if (key?.Split(':', 2) is not [var number, var id] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= Bench!.Run.Steps.Count || !Bench.Run.Steps[at].Documents.Contains(id)) return false;
        var json = (Document["documents"] as JsonObject)?[id] as JsonObject;
        Shown = new(key, Bench.Programme.Documents.GetValueOrDefault(id)?.Title ?? id);
        Preview = json is null ? new(null, "草稿里没有这份文书，请到“文书”里添加。") : DocumentPreview.Of(writer, Document, id, json, ChinaTime.DateOf(Bench.Run.Steps[at].At), Bench.Values);
        return true;
    }

    private TrialTask? TaskOf(int? item) => TrialTasks.Of(Bench!).SelectMany(s => s.Tasks).FirstOrDefault(t => t.Item == item);

    /// <summary>The total typed into a control; null when it was refused.</summary>
    private decimal? Total(string control, decimal? most)
    {
        var typed = new TypedForm(Request.Form);
        Totals[control] = typed[control];
        if (typed.Number(control, "总分", 0, most ?? 100) is { } total) return total;
        RefuseAll(typed.Refusals);
        return null;
    }

    private PageResult Answer(Refusal? refusal, string control)
    {
        if (refusal is not null) return Refuse(refusal with { Field = control.Length > 0 ? control : null });
        Fill([], Bench!.Values, null);
        return Page();
    }
}
