using System.Globalization;
using System.Text.Json.Nodes;
using Innovation.Documents.Pdf;
using Innovation.Web.Access;
using Innovation.Web.Components;
using Innovation.Web.Design;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Innovation.Workflows.Registers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>试运行: one sample case walks the draft step by step. The page carries the sealed run; nothing is stored or sent.</summary>
[Authorize(Policy = Policies.Administrator), RequestFormLimits(ValueCountLimit = 20_000, KeyLengthLimit = 400)]
public sealed partial class TryModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock, TrialDesk desk, TrialSeal seals, IDocumentWriter writer, IPdfRenderer printer) : DraftPage(drafts, senders, clock)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    private string? sealedRun;

    public override string Tab => DesignTabs.Trial;

    public override string ErrorHeading => "没有办成";

    /// <summary>The run; null when the draft has errors, or the page was of an older revision.</summary>
    public TrialBench? Bench { get; private set; }

    /// <summary>The run as the page carries it on.</summary>
    public string Seal => Bench is null ? "" : sealedRun ??= seals.Close(Bench.Script);

    /// <summary>The draft was changed since the run began.</summary>
    public bool Stale { get; private set; }

    /// <summary>The day typed for time to pass, or for a new run.</summary>
    public string Day { get; private set; } = "";

    public string Start { get; private set; } = "";

    /// <summary>Totals as typed, by control.</summary>
    public Dictionary<string, string> Totals { get; } = [];

    /// <summary>Key of the person chosen last, which the refused task keeps.</summary>
    public (int? Item, string? By) Chosen { get; private set; }

    public IReadOnlyList<FormProblem> ValueProblems { get; private set; } = [];

    public List<FieldView> Controls { get; private set; } = [];

    /// <summary>The document that is shown, and how it looks.</summary>
    public TrialDocument? Shown { get; private set; }

    public DocumentPreview? Preview { get; private set; }

    public bool Prints => printer.IsAvailable;

    public int ErrorCount => Problems.Count(p => !p.IsWarning);

    /// <summary>A run from its beginning.</summary>
    /// <param name="start">First day, e.g. 2026-03-02; null: now.</param>
    public async Task<IActionResult> OnGetAsync(string? start)
    {
        if (!await LoadAsync()) return NotFound();
        if (start is not null && DayOf(start) is null)
        {
            Start = start;
            await OpenAsync(Fresh(Now, []));
            return Refuse(new("trial.start", "start", "开始日期应为 2000 年至 2099 年的日期，写作 2026-09-16。"));
        }

        await OpenAsync(Fresh(start is null ? Now : At(DayOf(start)!.Value), []));
        return Page();
    }

    private TrialScript Fresh(DateTimeOffset at, JsonObject values) => new(DraftId, Draft.Row.Revision, at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)), values, []);

    private async Task OpenAsync(TrialScript script)
    {
        if (ProgrammeFile.Read(Document).Programme is not { } programme) return;
        Bench = await desk.OpenAsync(programme, script, HttpContext.RequestAborted);
        Fill([], Bench.Values, null);
    }

    /// <summary>Repeats the run that the page carries; the answer when it cannot be.</summary>
    private async Task<IActionResult?> ResumeAsync(string? seal)
    {
        if (!await LoadAsync()) return NotFound();
        if (seals.Open(seal, DraftId) is not { } script)
        {
            await OpenAsync(Fresh(Now, []));
            return Refuse(new("trial.seal", null, "这次试运行的记录不完整，或者不是这份草稿的，不能接着走。已经从头开始。"));
        }

        if (ErrorCount > 0) return Refuse(new("draft.problems", null, $"草稿还有 {ErrorCount} 处错误，改好后才能试运行。"));
        if (script.Revision != Draft.Row.Revision)
        {
            Stale = true;
            return Refuse(new("trial.stale", null, "草稿在试运行期间改过，走过的几步不一定还成立。请按现在的草稿重新开始。"), StatusCodes.Status409Conflict);
        }

        await OpenAsync(script);
        if (Bench?.Broken is not { } broken) return Bench is null ? Page() : null;
        await OpenAsync(script with { Acts = [] });
        return Refuse(new("trial.broken", null, $"工作日历等有变，走过的几步不能照样再走（{broken.Message}）。已经从头开始。"));
    }

    private void Fill(IReadOnlyList<FormProblem> problems, JsonObject values, string? row)
    {
        ValueProblems = problems;
        Controls = TrialValues.Controls(TrialValues.Asked(Bench!.Programme), values, problems, row);
    }

    private static DateOnly? DayOf(string? text) => DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100 ? day : null;

    private static DateTimeOffset At(DateOnly day) => ChinaTime.StartOf(day) + Morning;

    protected override string ControlOf(string field) => field.StartsWith("f.", StringComparison.Ordinal) ? Applicants.FormSections.Anchor(field[2..]) : base.ControlOf(field);
}

/// <summary>Some steps of a run, to be drawn on its page.</summary>
public sealed record TrialStepList(TryModel Page, IReadOnlyList<TrialStepView> Steps);
