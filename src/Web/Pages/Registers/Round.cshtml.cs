using System.Text.Json;
using Innovation.Web.Access;
using Innovation.Web.Api;
using Innovation.Web.Components;
using Innovation.Web.PublicPages;
using Innovation.Web.Registers;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Pages.Registers;

/// <summary>Creates and edits one 申报批次.</summary>
[Authorize(Policy = Policies.Office)]
public sealed class RoundModel(IDbContexts contexts, ProgrammeStore programmes, Rounds rounds, SenderFactory senders, TimeProvider clock) : PageModel
{
    [BindProperty]
    public RoundForm Form { get; set; } = new();

    public RoundRow? Round { get; private set; }

    public IReadOnlyList<OptionView> Programmes { get; private set; } = [];

    public Refusal? Refused { get; private set; }

    /// <summary>The round of which this new one begins as a copy; null when it does not.</summary>
    public string? CopyOf { get; private set; }

    /// <summary>The guide as the public will see it.</summary>
    public IHtmlContent? Preview { get; private set; }

    [TempData]
    public string? Done { get; set; }

    [TempData]
    public string? Warnings { get; set; }

    public IReadOnlyList<string> WarningList => Warnings is null ? [] : JsonSerializer.Deserialize<List<string>>(Warnings)!;

    /// <summary>9月16日（周三）24:00, or with its time.</summary>
    public static string End(DateTimeOffset instant, DateOnly today)
    {
        var day = ChinaTime.LastDayOf(instant);
        return ChinaTime.EndOf(day) == instant ? DateText.EndOf(day, today) : $"{DateText.Day(ChinaTime.DateOf(instant), today)}{ChinaTime.Clock(instant)}";
    }

    public string? Error(string field) => Refused?.Field == field ? Refused.Message : null;

    /// <param name="copy">The round to begin a new one with, a year later.</param>
    public async Task<IActionResult> OnGetAsync(string? id, string? copy)
    {
        if (!await LoadAsync(id)) return NotFound();
        if (Round is { } r)
        {
            Form = new RoundForm
            {
                Revision = r.Revision,
                ProgrammeCode = r.ProgrammeCode,
                Title = r.Title,
                Guide = r.Guide,
                Contact = r.Contact,
                OpensAt = Written(r.OpensAt, end: false),
                ClosesAt = Written(r.ClosesAt, end: true),
                RecommendBy = r.RecommendBy is { } by ? Written(by, end: true) : "",
                Terms = RoundTermsForm.Of(RoundTerms.Read(r.Terms)),
            };
        }
        else if (copy is not null)
        {
            await using var db = contexts.Create();
            if (await db.Rounds.AsNoTracking().SingleOrDefaultAsync(x => x.Id == copy) is not { } last) return NotFound();
            var next = NextYear.Of(last);
            CopyOf = last.Title;
            Form = new RoundForm
            {
                ProgrammeCode = next.ProgrammeCode,
                Title = next.Title,
                Guide = next.Guide,
                Contact = next.Contact,
                Terms = RoundTermsForm.Of(next.Terms!),
                OpensAt = Written(next.OpensAt!.Value, end: false),
                ClosesAt = Written(next.ClosesAt!.Value, end: true),
                RecommendBy = next.RecommendBy is { } until ? Written(until, end: true) : "",
            };
        }
        else if (Programmes.Count == 1)
        {
            Form.ProgrammeCode = Programmes[0].Value;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? id, [FromForm(Name = "_then")] string? then)
    {
        var sender = await senders.CreateAsync();
        if (!await LoadAsync(id)) return NotFound();
        if (then == "preview")
        {
            Preview = GuideText.Render(Form.Guide ?? "");
            return Page();
        }

        if (!Instants.TryRead(Form.OpensAt, endOfDay: false, out var opens)) return Refuse(new("round.opensAt", "opensAt", "申报开始读不懂，请写成 2026-09-01 或 2026-09-01 08:30。"));
        if (!Instants.TryRead(Form.ClosesAt, endOfDay: true, out var closes)) return Refuse(new("round.closesAt", "closesAt", "申报截止读不懂，请写成 2026-10-20（当日 24:00）或 2026-10-20 17:30。"));
        if (!Instants.TryRead(Form.RecommendBy, endOfDay: true, out var recommend)) return Refuse(new("round.recommendBy", "recommendBy", "推荐截止读不懂，请写成 2026-10-27（当日 24:00）。"));
        var (terms, wrong) = Form.Terms.Read();
        if (wrong is not null) return Refuse(wrong);
        var input = new RoundInput
        {
            ProgrammeCode = Round?.ProgrammeCode ?? Form.ProgrammeCode ?? "",
            Title = Form.Title ?? "",
            Guide = (Form.Guide ?? "").ReplaceLineEndings("\n"),
            OpensAt = opens,
            ClosesAt = closes,
            RecommendBy = recommend,
            Contact = Form.Contact ?? "",
            Terms = terms,
        };
        var (round, warnings, refusal) = await rounds.SaveAsync(id, id is null ? null : Form.Revision, input, sender, HttpContext.RequestAborted);
        if (refusal is not null) return Refuse(refusal.Field == "programmeCode" || refusal.Code != "round.programme" ? refusal : refusal with { Field = "programmeCode" });
        Done = id is null ? $"批次“{round!.Title}”已建立。" : $"批次“{round!.Title}”已保存（{ChinaTime.Clock(sender.ReceivedAt)}）。";
        Warnings = warnings.Count > 0 ? JsonSerializer.Serialize(warnings) : null;
        return Redirect("/rounds/" + round.Id);
    }

    private PageResult Refuse(Refusal refusal)
    {
        Refused = refusal;
        Response.StatusCode = refusal.Code == "round.stale" ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        if (refusal.Code == "round.stale")
        {
            // What was typed stays; saving again means this text.
            Form.Revision = Round!.Revision;
            ModelState.Clear();
        }

        return Page();
    }

    private async Task<bool> LoadAsync(string? id)
    {
        await using var db = contexts.Create();
        var options = new List<OptionView>();
        foreach (var code in await db.ProgrammeVersions.Select(v => v.ProgrammeCode).Distinct().OrderBy(c => c).ToListAsync())
            options.Add(new OptionView(code, (await programmes.CurrentAsync(db, code, clock.GetUtcNow(), HttpContext.RequestAborted)).Name));
        Programmes = options;
        if (id is not null) Round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id);
        return id is null || Round is not null;
    }

    private static string Written(DateTimeOffset instant, bool end)
    {
        if (end && ChinaTime.EndOf(ChinaTime.LastDayOf(instant)) == instant) return $"{ChinaTime.LastDayOf(instant):yyyy-MM-dd}";
        var local = instant.ToOffset(ChinaTime.Offset);
        return !end && local.TimeOfDay == TimeSpan.Zero ? $"{local:yyyy-MM-dd}" : $"{local:yyyy-MM-dd HH:mm}";
    }

    /// <summary>The form as typed.</summary>
    public sealed class RoundForm
    {
        public int? Revision { get; set; }

        public string? ProgrammeCode { get; set; }

        public string? Title { get; set; }

        public string? Guide { get; set; }

        public string? OpensAt { get; set; }

        public string? ClosesAt { get; set; }

        public string? RecommendBy { get; set; }

        public string? Contact { get; set; }

        public RoundTermsForm Terms { get; set; } = new();
    }
}
