using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Applicants;
using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Web.PublicPages;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Innovation.Web.Pages.Applicant;

/// <summary>One application as its applicant follows it.</summary>
[Authorize(Policy = Policies.Applicant)]
public sealed class ApplicationModel(CurrentUser current, SenderFactory senders, IDbContexts contexts, CaseReader reader, CaseCommands commands, ApplicationCards cards, CalendarStore calendars, TimeProvider clock) : PageModel
{
    public CaseView Case { get; private set; } = null!;

    public ApplicationCard Card { get; private set; } = null!;

    public TimelineView Timeline { get; private set; } = new([]);

    /// <summary>期限 that concern the applicant.</summary>
    public IReadOnlyList<(string Name, DueView Due, string Words)> Deadlines { get; private set; } = [];

    /// <summary>Where the application stands, step by step; empty for a draft.</summary>
    public StageListView Position { get; private set; } = new([]);

    public IReadOnlyList<FormSectionView> Sections { get; private set; } = [];

    /// <summary>The version shown; 0: the draft.</summary>
    public int Version { get; private set; }

    /// <summary>Differences from one version to the next, by the later version.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<FieldChange>> Changes { get; private set; } = new Dictionary<int, IReadOnlyList<FieldChange>>();

    public DateTimeOffset Now { get; private set; }

    /// <summary>The withdrawal is asked for without script.</summary>
    public bool AskWithdraw { get; private set; }

    public string? Refusal { get; private set; }

    [TempData]
    public string? Done { get; set; }

    public AllowedAction? Submit => Case.Actions.FirstOrDefault(a => a.Type == "submit");

    public AllowedAction? Withdraw => Case.Actions.FirstOrDefault(a => a.Type == "withdraw");

    /// <summary>催办 and 取回, when they are allowed now.</summary>
    public IReadOnlyList<CommandDialog> Dialogs => CommandDialogs.Of(Case, $"/applications/{Case.Row.Id}?handler=Command", asked);

    private (string Dialog, CommandInput Typed, string? Field, string Message)? asked;

    public bool IsDraft => Case.Row.Phase == ProcessPhase.Draft;

    public async Task<IActionResult> OnGetAsync(string id, int? version, string? ask)
    {
        AskWithdraw = ask == "withdraw";
        return await LoadAsync(id, version) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string id, string? commandId, string? reason)
    {
        var sender = await senders.CreateAsync();
        if (!await LoadAsync(id, null)) return NotFound();
        if (!IsDraft && string.IsNullOrWhiteSpace(reason)) return Refuse("请写明撤回的理由。");
        var result = await commands.ExecuteAsync(new CaseRequest { CommandId = commandId ?? "", CaseId = id, Type = "withdraw", Comment = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() }, sender, HttpContext.RequestAborted);
        if (result is CommandResult.Refused refused) return Refuse(refused.Refusal.Message);
        Done = IsDraft ? "草稿已经删去。" : "已经撤回申报，本案办结。";
        return LocalRedirect("/applications/" + id);
    }

    /// <summary>催办, 取回.</summary>
    public async Task<IActionResult> OnPostCommandAsync(string id, string type, string? commandId)
    {
        var sender = await senders.CreateAsync();
        if (!await LoadAsync(id, null)) return NotFound();
        var typed = CommandInput.From(Request.Form);
        if (Dialogs.FirstOrDefault(d => d.Type == type) is not { } dialog) return Refuse(Refusals.NotNow.Message, false);
        var result = await commands.ExecuteAsync(typed.Request(type, commandId ?? "", id, null, null, null), sender, HttpContext.RequestAborted);
        if (result is CommandResult.Refused refused)
        {
            asked = (type, typed, refused.Refusal.Field, refused.Refusal.Message);
            return Refuse(refused.Refusal.Message, false);
        }

        Done = dialog.Do + "已办好。";
        return LocalRedirect("/applications/" + id);
    }

    private PageResult Refuse(string words, bool withdraw = true)
    {
        Refusal = words;
        AskWithdraw = withdraw;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(string id, int? version)
    {
        var user = await current.GetAsync();
        var cancellation = HttpContext.RequestAborted;
        if (await reader.ReadAsync(user, id, cancellation) is not { } view || view.Row.OrganizationId != user.OrganizationId) return false;
        await using var db = contexts.Create();
        (Case, Now) = (view, clock.GetUtcNow());
        Card = (await cards.MakeAsync(db, [view.Row], cancellation))[0];
        var documents = view.Documents.ToDictionary(d => d.Id);
        Timeline = new TimelineView([.. view.Timeline.Select(t => new Components.TimelineEntry(DateText.Moment(t.At, Now), t.Text, t.By, t.Detail,
            t.DocumentId is { } doc && documents.ContainsKey(doc) ? [new LinkView("看文书", "/documents/" + doc)] : [.. t.Files.Select(f => new LinkView(f.Name, "/files/" + f.Id))]))]);
        var calendar = await calendars.GetAsync(db, cancellation);
        Deadlines = [.. view.Deadlines.Where(d => d.ClosedAt is null && Concerns(d)).Select(d => (NameOf(d), Calls.Due(d.DueAt, calendar, Now, held: d.PausedOn is null ? null : view.State.Suspension is null ? "补正中" : "已中止计时", provisional: d.Provisional), ChinaTime.Due(d.DueAt, calendar, DateText.Today(Now))))];
        Position = new ApplicantPosition(view, Concerns, calendar, Now).Draw();
        if (view.Versions.Count > 0) await ShowVersionAsync(db, view, version, cancellation);
        return view.Versions.Count == 0 || version is null || version == Version;
    }

    /// <summary>Deadlines of experts and meetings stay in the office; those that answer the applicant, or are the applicant's own, are told.</summary>
    private bool Concerns(DeadlineRow d) => d.Purpose != DeadlinePurpose.Stage
        || Workflows.Definitions.DefinitionIndex.Of(Case.Programme.Process).Find(d.StageId)?.Stage is Workflows.Definitions.StageKinds.SubmissionStage or Workflows.Definitions.StageKinds.ReviewStage or Workflows.Definitions.StageKinds.DecisionStage;

    private static string NameOf(DeadlineRow d) => d.Purpose switch
    {
        DeadlinePurpose.Supplement => "您的补正期限",
        DeadlinePurpose.Notice => "公示期",
        DeadlinePurpose.Objection => "异议答复期限",
        _ => d.StageName,
    };

    private async Task ShowVersionAsync(WorkflowsDbContext db, CaseView view, int? version, CancellationToken cancellation)
    {
        var shown = view.Versions.FirstOrDefault(v => v.Version == version) ?? view.Versions[0];
        Version = shown.Version;
        var schema = view.Programme.Form;
        var parsed = view.Versions.ToDictionary(v => v.Version, v => JsonNode.Parse(v.Values)!.AsObject());
        var values = parsed[shown.Version];
        var context = new FormContext(values["organization"] as JsonObject ?? [], ChinaTime.DateOf(shown.SubmittedAt));
        var files = view.Files.ToDictionary(f => f.Id);
        Sections = FormSections.Read(schema, context, new FieldSource
        {
            Values = values,
            Profile = context.Organization,
            Files = field => [.. (values[field] as JsonArray ?? []).Select(f => f?["id"]?.ToString()).OfType<string>().Where(files.ContainsKey).Select(f => ApplicationEditor.View(files[f], Now) with { Old = false })],
        });
        Changes = parsed.Keys.Where(v => v > 1 && parsed.ContainsKey(v - 1)).ToDictionary(v => v, v => FormDiff.Compare(schema, parsed[v - 1], parsed[v]));
    }
}
