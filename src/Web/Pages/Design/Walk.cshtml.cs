using Innovation.Web.Access;
using Innovation.Web.Design;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Engine.Simulation;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Drafts;
using Innovation.Workflows.Programs.Exchange;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>随机模拟: many made-up cases walk the draft; the address holds number and seed, so that a run can be repeated and passed on.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class WalkModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftPage(drafts, senders, clock)
{
    private const int MostCases = 10_000;
    private const int LargestSeed = 1_000_000;

    // One run at a time: it keeps a processor busy.
    private static readonly SemaphoreSlim One = new(1);

    public override string Tab => DesignTabs.Walk;

    public string Cases { get; private set; } = "1000";

    public string Seed { get; private set; } = "";

    public Programme? Programme { get; private set; }

    public ProcessDefinition? Process => Programme?.Process;

    /// <summary>What came of the run; null before one, and for a draft with errors.</summary>
    public SimulationReport? Report { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await RunAsync() is { } other ? other : Page();

    /// <summary>The report as a file.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (await RunAsync() is { } other) return other;
        return Report is null ? Redirect(Address) : File(WalkWords.File(Draft.Row.Name, Process!, Report), "text/csv; charset=utf-8", $"随机模拟 {Draft.Row.Name} {Report.Cases}件 种子{Report.Seed}.csv");
    }

    /// <summary>Runs when the address names a number; null when the page can be shown.</summary>
    private async Task<IActionResult?> RunAsync()
    {
        if (!await LoadAsync()) return NotFound();
        var asked = Request.Query.ContainsKey("cases");
        (Cases, Seed) = asked ? (Request.Query["cases"].ToString(), Request.Query["seed"].ToString()) : (Cases, $"{Math.Abs(Draft.Row.Revision * 7919 % LargestSeed)}");
        if (!asked) return null;
        var typed = new TypedForm(new Dictionary<string, string> { ["cases"] = Cases, ["seed"] = Seed });
        var cases = typed.Whole("cases", "件数", 1, MostCases);
        var seed = typed.Whole("seed", "随机种子", 0, LargestSeed);
        if (typed.Refusals.Count > 0) return RefuseAll(typed.Refusals);
        if (ProgrammeFile.Read(Document).Programme is not { } programme) return Refuse(new Refusal("draft.problems", null, $"草稿还有 {Problems.Count(p => !p.IsWarning)} 处错误，改好后才能模拟。错误列在下面，点一下到所在的地方。"));
        if (!await One.WaitAsync(TimeSpan.FromSeconds(30), HttpContext.RequestAborted)) return Refuse(new Refusal("draft.busy", null, "另一次模拟正在进行，请等它完成后再开始。"));
        try
        {
            Programme = programme;
            Report = await Task.Run(() => Simulator.Run(programme.Process, new SimulationOptions { Cases = cases!.Value, Seed = seed!.Value }, HttpContext.RequestAborted), HttpContext.RequestAborted);
        }
        finally
        {
            One.Release();
        }

        return null;
    }
}
