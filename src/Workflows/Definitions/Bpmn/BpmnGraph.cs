using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Definitions.Bpmn;

/// <summary>A flow node with its place in the picture.</summary>
internal sealed record BpmnNode(string Id, string Tag, string Name, double X, double Y, double Width, double Height)
{
    public Stage? Stage { get; init; }

    /// <summary>For a gateway after a task: the task. For a boundary event: the task on whose border it sits.</summary>
    public string? Of { get; init; }

    /// <summary>For a split: the gateway that joins its branches.</summary>
    public string? Join { get; init; }

    /// <summary>The element that follows in the same sequence.</summary>
    public string? Following { get; init; }

    public string? Result { get; init; }
}

/// <summary>A sequence flow.</summary>
internal sealed record BpmnFlow(string Id, string From, string To, string Name)
{
    public string? Condition { get; init; }

    public bool IsDefault { get; init; }

    public string? Outcome { get; init; }

    public int? Branch { get; init; }

    /// <summary>Goes on to what follows in the same row; others run below the picture.</summary>
    public bool Straight { get; init; }
}

/// <summary>A definition as a graph, laid out from left to right: blocks inside blocks, so nothing overlaps.</summary>
internal sealed class BpmnGraph
{
    public const double TaskWidth = 120, TaskHeight = 80, Gateway = 50, Event = 36, Gap = 60, BranchGap = 40;
    private readonly Dictionary<string, string> entries = [];

    private BpmnGraph(ProcessDefinition definition)
    {
        foreach (var place in DefinitionIndex.Of(definition).Places) entries[place.Stage.Id] = BpmnNames.Id(place.Stage.Branches.Count > 0 ? "Split" : "Stage", place.Stage.Id);
        var (width, height) = Measure(definition.Stages);
        var middle = 60 + (height / 2);
        Nodes.Add(new("Start", "startEvent", "开始", 60, middle - (Event / 2), Event, Event));
        Flow("Start", entries[definition.Stages[0].Id], "", straight: true);
        Place(definition.Stages, 60 + Event + Gap, middle, null);
        var ends = Used(definition.Stages).ToHashSet();
        var results = definition.Results.Where(r => ends.Contains(r.Id)).ToList();
        var top = middle - ((results.Count - 1) * 45);
        foreach (var (result, i) in results.Select((r, i) => (r, i)))
            Nodes.Add(new(EndId(result.Id), "endEvent", result.Name, 60 + Event + Gap + width + Gap, top + (i * 90) - (Event / 2), Event, Event) { Result = result.Id });
    }

    public List<BpmnNode> Nodes { get; } = [];

    public List<BpmnFlow> Flows { get; } = [];

    public static BpmnGraph Of(ProcessDefinition definition) => new(definition);

    private static string EndId(string result) => BpmnNames.Id("End", result);

    private static IEnumerable<string> Used(IEnumerable<Stage> stages) => stages.SelectMany(s =>
        s.Outcomes.Select(o => o.Route).OfType<Route.End>().Select(e => e.Result).Concat(s.Branches.SelectMany(b => Used(b.Stages))));

    /// <summary>Outcomes that only time brings about stand at the timer on the border.</summary>
    private static List<Outcome> ByPeople(Stage stage) =>
        stage is WaitStage { AwaitsEvent: false } ? [.. stage.Outcomes] : [.. stage.Outcomes.Where(o => !(o.Automatic && o.Id == stage.Deadline?.OnExpiry?.Outcome))];

    private static bool HasGateway(Stage stage) => ByPeople(stage).Count > 1;

    private static bool HasTimer(Stage stage) => stage.Deadline is not null && stage is not WaitStage { AwaitsEvent: false };

    private static (double Width, double Height) Measure(IReadOnlyList<Stage> stages)
    {
        double width = 0, height = TaskHeight + BranchGap;
        foreach (var stage in stages)
        {
            var (w, h) = Measure(stage);
            width += w + (width > 0 ? Gap : 0);
            height = Math.Max(height, h);
        }

        return (width, height);
    }

    private static (double Width, double Height) Measure(Stage stage)
    {
        if (stage.Branches.Count == 0) return (TaskWidth + (HasGateway(stage) ? Gap + Gateway : 0), TaskHeight + BranchGap);
        double width = 0, height = 0;
        foreach (var branch in stage.Branches)
        {
            var (w, h) = Measure(branch.Stages);
            width = Math.Max(width, w);
            height += h + (height > 0 ? BranchGap : 0);
        }

        return (width + (2 * (Gateway + Gap)), height);
    }

    private void Place(IReadOnlyList<Stage> stages, double x, double middle, string? after)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            var following = i + 1 < stages.Count ? entries[stages[i + 1].Id] : after;
            if (stages[i].Branches.Count > 0) PlaceBlock(stages[i], x, middle, following);
            else PlaceTask(stages[i], x, middle, following);
            x += Measure(stages[i]).Width + Gap;
        }
    }

    private void PlaceTask(Stage stage, double x, double middle, string? following)
    {
        var id = entries[stage.Id];
        var name = stage.Name.Length > 0 ? stage.Name : stage.Id;
        var isEvent = stage is WaitStage { AwaitsEvent: false };
        var (width, height) = isEvent ? (Event, Event) : (TaskWidth, TaskHeight);
        Nodes.Add(new(id, Tag(stage), name, x, middle - (height / 2), width, height) { Stage = stage, Following = following });
        var from = id;
        var people = ByPeople(stage);
        if (people.Count > 1)
        {
            from = BpmnNames.Id("Outcome", stage.Id);
            Nodes.Add(new(from, "exclusiveGateway", "", x + TaskWidth + Gap, middle - (Gateway / 2), Gateway, Gateway) { Of = id });
            Flow(id, from, "", straight: true);
        }

        foreach (var outcome in people) Follow(from, outcome, id, following);
        if (stage.Outcomes.Count == 0 && following is not null) Flow(id, following, "", straight: true);
        if (!HasTimer(stage)) return;
        var timer = BpmnNames.Id("Deadline", stage.Id);
        Nodes.Add(new(timer, "boundaryEvent", "期限", x + TaskWidth - Event - 8, middle + (height / 2) - (Event / 2), Event, Event) { Of = id, Stage = stage });
        if (stage.FindOutcome(stage.Deadline!.OnExpiry?.Outcome) is { } expired) Follow(timer, expired, id, following);
    }

    private void Follow(string from, Outcome outcome, string self, string? following)
    {
        var target = outcome.Route switch
        {
            Route.To to => entries.GetValueOrDefault(to.StageId),
            Route.End end => EndId(end.Result),
            Route.Stay => self,
            _ => following,
        };
        if (target is not null) Flow(from, target, outcome.Name, outcome.Route is Route.Next, outcome.When, outcome: outcome.Id);
    }

    private void PlaceBlock(Stage stage, double x, double middle, string? following)
    {
        var split = entries[stage.Id];
        var join = BpmnNames.Id("Join", stage.Id);
        var tag = stage is ChoiceStage ? "exclusiveGateway" : "parallelGateway";
        var (width, height) = Measure(stage);
        Nodes.Add(new(split, tag, stage.Name, x, middle - (Gateway / 2), Gateway, Gateway) { Stage = stage, Join = join, Following = following });
        Nodes.Add(new(join, tag, "", x + width - Gateway, middle - (Gateway / 2), Gateway, Gateway) { Of = split });
        var top = middle - (height / 2);
        for (var i = 0; i < stage.Branches.Count; i++)
        {
            var branch = stage.Branches[i];
            var tall = Measure(branch.Stages).Height;
            Flow(split, branch.Stages.Count > 0 ? entries[branch.Stages[0].Id] : join, branch.Name, true, branch.Otherwise ? null : branch.When, branch.Otherwise, branch: i);
            Place(branch.Stages, x + Gateway + Gap, top + (tall / 2), join);
            top += tall + BranchGap;
        }

        if (following is not null) Flow(join, following, "", straight: true);
    }

    private void Flow(string from, string to, string name, bool straight, string? condition = null, bool isDefault = false, string? outcome = null, int? branch = null) =>
        Flows.Add(new($"Flow_{Flows.Count + 1}", from, to, name) { Straight = straight, Condition = condition, IsDefault = isDefault, Outcome = outcome, Branch = branch });

    private static string Tag(Stage stage) => stage switch
    {
        ActionStage => "serviceTask",
        CopyStage => "sendTask",
        WaitStage { AwaitsEvent: true } => "receiveTask",
        WaitStage => "intermediateCatchEvent",
        _ => "userTask",
    };
}
