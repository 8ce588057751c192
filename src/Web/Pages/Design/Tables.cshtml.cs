using System.Text.Json.Nodes;
using Innovation.Web.Access;
using Innovation.Web.Design;
using Innovation.Workflows.Definitions.Editing;
using Innovation.Workflows.Expressions.DecisionTables;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs.Drafts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Innovation.Web.Pages.Design;

/// <summary>决策表: conditions and results as a grid, with examples that are run whenever the page is shown.</summary>
[Authorize(Policy = Policies.Administrator), RequestFormLimits(ValueCountLimit = 30_000)]
public sealed class TablesModel(ProgrammeDrafts drafts, SenderFactory senders, TimeProvider clock) : DraftListPage(drafts, senders, clock)
{
    private Dictionary<string, string> messages = [];

    public override string Tab => DesignTabs.Tables;

    public override string Member => "tables";

    public override string What => "决策表";

    public override string NameMember => "name";

    /// <summary>Results of the examples as they stand in the draft; null when the table does not compile.</summary>
    public IReadOnlyList<DecisionTestResult>? Results { get; private set; }

    /// <summary>What a condition can read: name and label.</summary>
    public IReadOnlyList<(string Name, string Label)> Facts { get; private set; } = [];

    public override IReadOnlyList<string> Uses(string id) => DraftUses.OfTable(Document, id);

    public string? Wrong(string name) => Error(name) ?? messages.GetValueOrDefault(name);

    protected override void Loaded()
    {
        base.Loaded();
        var form = Part<FormSchema>(Document["form"]);
        Facts = [("today", "今天"), .. (form?.Sections ?? []).SelectMany(s => s.Fields).SelectMany(f => f.Columns.Select(c => ($"form.{f.Id}.{c.Id}", $"{f.Label}：{c.Label}")).Prepend(($"form.{f.Id}", f.Label)))];
        if (Selected is null || Part<DecisionTable>(Selected) is not { } table) return;
        Results = TableCheck.Run(table);
        messages = TableCheck.Check(table, name => form is null ? null : FormTypes.Of(form, name)).Where(p => !p.IsWarning)
            .Select(p => (Name: Control(table, p), p.Message)).Where(p => p.Name is not null).GroupBy(p => p.Name!).ToDictionary(g => g.Key, g => string.Join(" ", g.Select(p => p.Message)));
    }

    protected override Dictionary<string, string> Show(JsonObject item) => TableForm.Show(item);

    protected override JsonObject Read(JsonObject old, TypedForm typed) => TableForm.Read(old, typed);

    protected override void Act(JsonObject item, string act) => TableActs.Do(item, act);

    protected override JsonObject Fresh(string id, string name) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["inputs"] = new JsonArray(new JsonObject { ["id"] = "in1", ["label"] = "条件 1", ["expression"] = FirstField() }),
        ["outputs"] = new JsonArray(new JsonObject { ["id"] = "out1", ["label"] = "结果 1", ["default"] = "null" }),
        ["rules"] = new JsonArray(new JsonObject { ["when"] = new JsonArray("-"), ["then"] = new JsonArray("null") }),
    };

    private string FirstField() => Facts.FirstOrDefault(f => f.Name.StartsWith("form.", StringComparison.Ordinal)).Name ?? "today";

    /// <summary>The control of the cell that a problem is about; the note of the rule when it is about a whole rule.</summary>
    private static string? Control(DecisionTable table, DecisionProblem problem)
    {
        var input = table.Inputs.ToList().FindIndex(i => i.Id == problem.Column);
        var output = table.Outputs.ToList().FindIndex(o => o.Id == problem.Column);
        return (problem.Row, input, output) switch
        {
            ({ } row, >= 0, _) => $"r.{row - 1}.w.{input}",
            ({ } row, _, >= 0) => $"r.{row - 1}.t.{output}",
            ({ } row, _, _) => $"r.{row - 1}.note",
            (null, >= 0, _) => problem.Code == "table.values" ? $"in.{input}.values" : $"in.{input}.expression",
            (null, _, >= 0) => problem.Code == "table.columnId" ? $"out.{output}.id" : $"out.{output}.default",
            _ => null,
        };
    }
}
