using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;

namespace Innovation.Web.Office;

/// <summary>What the office typed into the action panel.</summary>
public sealed record TaskInput
{
    /// <summary><c>complete:accepted</c> or <c>supplement</c>.</summary>
    public string? Outcome { get; init; }

    public string? Opinion { get; init; }

    public string? Rank { get; init; }

    /// <summary>One name per line, or with 、 between.</summary>
    public string? Visitors { get; init; }

    public string? VisitedOn { get; init; }

    public string? Place { get; init; }

    public string? Findings { get; init; }

    public string? Override { get; init; }

    public IReadOnlyList<SupplementRequestItem> Items { get; init; } = [];

    /// <summary>逐项批注</summary>
    public IReadOnlyList<SupplementRequestItem> Remarks { get; init; } = [];

    /// <summary>意见附件</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public static TaskInput From(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text.ReplaceLineEndings("\n") : null;
        return new TaskInput
        {
            Outcome = Text("outcome"),
            Opinion = Text("opinion"),
            Rank = Text("rank"),
            Visitors = Text("visitors"),
            VisitedOn = Text("visitedOn"),
            Place = Text("place"),
            Findings = Text("findings"),
            Override = Text("override"),
            Items = Rows(form, "item"),
            Remarks = Rows(form, "remark"),
            Files = FilesOf(form),
        };
    }

    /// <summary>意见附件 that are to go with what is posted.</summary>
    public static IReadOnlyList<string> FilesOf(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return [.. form["opinionFile"].OfType<string>().Where(f => f.Length is > 0 and <= 36).Take(20)];
    }

    /// <summary>Fields with what is wrong at each, as typed: <c>item-field</c> and <c>item-remark</c>.</summary>
    public static IReadOnlyList<SupplementRequestItem> Rows(IFormCollection form, string name)
    {
        ArgumentNullException.ThrowIfNull(form);
        var (fields, remarks) = (form[name + "-field"], form[name + "-remark"]);
        return [.. Enumerable.Range(0, Math.Min(Math.Max(fields.Count, remarks.Count), 100))
            .Select(i => new SupplementRequestItem(i < fields.Count ? fields[i] ?? "" : "", i < remarks.Count ? remarks[i]?.Trim() ?? "" : ""))
            .Where(i => i.Field.Length > 0 || i.Remark.Length > 0)];
    }

    /// <summary>The command that this input asks for.</summary>
    public CaseRequest Request(string commandId, string caseId, int item, int revision, Stage stage)
    {
        var outcome = Outcome ?? "";
        var complete = outcome.StartsWith("complete:", StringComparison.Ordinal);
        return new CaseRequest
        {
            CommandId = commandId,
            CaseId = caseId,
            Item = item,
            Revision = revision,
            Type = complete ? "complete" : outcome,
            Outcome = complete ? outcome["complete:".Length..] : null,
            Comment = Opinion,
            Values = complete ? Values(stage) : null,
            Items = outcome == "supplement" ? [.. Items] : TakesRemarks ? [.. Remarks] : [],
            Files = complete || outcome == "supplement" ? [.. Files] : [],
            Override = outcome == "supplement" ? Override : null,
        };
    }

    /// <summary>The chosen outcome goes against the applicant; what was typed at fields for another one is left aside.</summary>
    public bool TakesRemarks { get; init; }

    private JsonObject? Values(Stage stage) => stage switch
    {
        SiteVisitStage => new JsonObject
        {
            ["visitors"] = new JsonArray([.. (Visitors ?? "").Split(['\n', '、', '，', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => (JsonNode)v)]),
            ["visitedOn"] = VisitedOn,
            ["place"] = Place,
            ["findings"] = Findings,
        },
        ReviewStage { Assign.Role: ProcessRoles.Recommender } when int.TryParse(Rank, out var rank) => new JsonObject { ["rank"] = rank },
        _ => null,
    };
}

/// <summary>The action panel as drawn.</summary>
public sealed record TaskPanel
{
    public required IReadOnlyList<OutcomeView> Outcomes { get; init; }

    public required TaskInput Input { get; init; }

    public required string CommandId { get; init; }

    public required int Revision { get; init; }

    public required bool OfferNext { get; init; }

    /// <summary>Errors by the id of their control.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }

    public bool Rank { get; init; }

    public SiteVisitStage? Visit { get; init; }

    /// <summary>What 补正 may point at; empty: no 补正.</summary>
    public IReadOnlyList<(string Section, IReadOnlyList<OptionView> Fields)> Fields { get; init; } = [];

    /// <summary>Outcomes that take 逐项批注, by their value, between spaces; empty: none.</summary>
    public string RemarkOutcomes { get; init; } = "";

    /// <summary>What remarks may point at.</summary>
    public IReadOnlyList<(string Section, IReadOnlyList<OptionView> Fields)> RemarkFields { get; init; } = [];

    /// <summary>The section head lets a late item pass.</summary>
    public bool Override { get; init; }

    public string OpinionLabel { get; init; } = "意见";

    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>What the person has chosen; nothing is chosen for him, unless there is no choice.</summary>
    public OutcomeView? Chosen => Outcomes.FirstOrDefault(o => o.Value == Input.Outcome) ?? (Outcomes.Count == 1 ? Outcomes[0] : null);

    /// <summary>The panel for what is allowed; null when no outcome is.</summary>
    public static TaskPanel? Of(TaskView task, TaskInput input, string commandId, IReadOnlyDictionary<string, string> errors, bool offerNext)
    {
        ArgumentNullException.ThrowIfNull(task);
        var outcomes = new List<OutcomeView>();
        foreach (var action in task.Actions)
        {
            if (action.Type == "complete")
            {
                var outcome = task.Stage.FindOutcome(action.Outcome);
                var help = action.Help ?? (action.RequiresComment ? "须写明理由" : null);
                outcomes.Add(new OutcomeView("complete:" + action.Outcome, action.Name, help, outcome is null ? null : StageWords.Then(task.Programme, task.Stage, outcome, task.Line.Area))
                {
                    NeedsOpinion = action.RequiresComment,
                    Final = outcome is { Route: Workflows.Definitions.Route.End } || task.Line.Purpose is WorkPurpose.Objection or WorkPurpose.ExplainOutlier,
                });
            }
            else if (action.Type == "supplement")
            {
                outcomes.Add(new OutcomeView("supplement", action.Name, action.Help, task.Stage is ReviewStage { Supplement: { } rule } ? StageWords.ThenSupplement(task.Programme, rule) : null));
            }
        }

        if (outcomes.Count == 0) return null;
        var supplement = task.Actions.FirstOrDefault(a => a.Type == "supplement");
        return new TaskPanel
        {
            Outcomes = outcomes,
            Input = input,
            CommandId = commandId,
            Revision = task.Line.Revision,
            OfferNext = offerNext,
            Errors = errors,
            Rank = task.Stage is ReviewStage { Assign.Role: ProcessRoles.Recommender } && task.Line.Purpose == WorkPurpose.Decide,
            Visit = task.Line.Purpose == WorkPurpose.Decide ? task.Stage as SiteVisitStage : null,
            Fields = supplement is null ? [] : FieldsOf(task),
            RemarkOutcomes = string.Join(' ', task.Row.Purpose != WorkPurpose.Decide ? [] : task.Actions.Where(a => TakesRemarksOf(task, a)).Select(a => "complete:" + a.Outcome)),
            RemarkFields = FieldsOf(task),
            Override = supplement?.RequiresComment == true,
            OpinionLabel = task.Line.Purpose switch { WorkPurpose.ExplainOutlier => "说明", WorkPurpose.Objection => "核查结论和理由", _ => "意见" },
            Phrases = task.Line.Purpose == WorkPurpose.Decide ? PhrasesOf(task.Stage) : [],
        };
    }

    /// <summary>常用语 of a stage.</summary>
    public static IReadOnlyList<string> PhrasesOf(Stage stage) => stage switch
    {
        SiteVisitStage => ["与申报一致", "场地、设备、人员属实"],
        ReviewStage { Assign.Role: ProcessRoles.Recommender } => ["经核实，与申报一致，同意推荐", "材料齐全"],
        _ => ["材料齐全", "与附件一致", "符合受理条件"],
    };

    /// <summary>Whether an action takes 逐项批注.</summary>
    public static bool TakesRemarksOf(TaskView task, AllowedAction action)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(action);
        return task.Case is not null && action.Type == "complete" && task.Stage.FindOutcome(action.Outcome) is { } outcome && ReturnRemarks.Fit(task.Programme, task.Stage, outcome);
    }

    /// <summary>The fields of the form by section.</summary>
    public static IReadOnlyList<(string Section, IReadOnlyList<OptionView> Fields)> FieldsOf(TaskView task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return [.. task.Programme.Form.Sections.Where(s => !s.IsReadOnly).Select(s => (s.Title, (IReadOnlyList<OptionView>)[.. s.Fields.Select(f => new OptionView(f.Id, f.Label))]))];
    }

    /// <summary>The control that a refused field belongs to.</summary>
    public static string? ControlOf(string? field) => field switch
    {
        null => null,
        "comment" => "opinion",
        "outcome" => "outcome",
        "override" => "override",
        "items" => "items",
        "file" or "files" => "file",
        _ when field.StartsWith("items[", StringComparison.Ordinal) => "items",
        _ when field.StartsWith("values.scores.", StringComparison.Ordinal) => "s-" + field["values.scores.".Length..],
        _ when field.StartsWith("values.", StringComparison.Ordinal) => field["values.".Length..],
        _ => null,
    };
}
