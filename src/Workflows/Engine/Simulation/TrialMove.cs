using System.Collections.Immutable;
using System.Globalization;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Workflows.Engine.Simulation;

/// <summary>Something that can be done next in a trial run.</summary>
/// <param name="StageId">The stage.</param>
/// <param name="Words">What, as on the button.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Outcome">The outcome it brings about, when it is one.</param>
/// <param name="Command">What is sent to the engine; its instant is set when it is made.</param>
/// <param name="Item">The work item it is about; null when it is about none.</param>
public sealed record TrialMove(string StageId, string Words, Actor Actor, string? Outcome, ProcessCommand Command, int? Item = null)
{
    /// <summary>Names the move among those of the same state; the same for the same state, so that a run can be repeated.</summary>
    public string Key => $"{(Item is { } item ? $"{item}" : StageId)}/{Command switch
    {
        Complete c => $"complete.{c.Outcome}{(c.Total is { } total ? $".{total.ToString(CultureInfo.InvariantCulture)}" : "")}",
        SettleBatch c => "settle." + c.Outcome,
        Return c => "return." + c.ToStage,
        Declare { Conflict: true } => "avoid",
        _ => Command.GetType().Name,
    }}";
}

/// <summary>Finds what people can do in a state.</summary>
internal static class TrialMoves
{
    private const string Comment = "试运行意见";
    private const string Visitors = """{"visitors":["考察人一","考察人二","考察人三","考察人四","考察人五"]}""";

    public static IEnumerable<TrialMove> Of(ProcessDefinition definition, ProcessState state, StandIn world, DateTimeOffset at)
    {
        var index = DefinitionIndex.Of(definition);
        foreach (var activation in state.Activations.Where(a => a.ReturnedTo is null))
        {
            var stage = index[activation.StageId].Stage;
            if (stage is WaitStage { AwaitsEvent: true } wait) yield return new(stage.Id, $"发生“{wait.Event}”", Actor.System, wait.EventOutcome, new Signal(wait.Event!) { Actor = Actor.System, At = at });
            if (stage is PublicNoticeStage && activation is { Published: true, NoticeOver: false } && activation.Objections.IsEmpty)
                yield return new(stage.Id, "提出异议", Actor.System, null, new RaiseObjection($"trial-{activation.Id}") { Actor = Actor.System, At = at, BatchId = activation.BatchId });
            foreach (var item in activation.Items.Where(i => !i.Done && (activation.Supplement is null || i.Purpose == WorkPurpose.Supplement)))
                foreach (var move in OfItem(definition, state, world, activation, stage, item, at)) yield return move;
        }
    }

    private static IEnumerable<TrialMove> OfItem(ProcessDefinition definition, ProcessState state, StandIn world, Activation activation, Stage stage, WorkItem item, DateTimeOffset at)
    {
        if (StandIn.Free(DefinitionIndex.Of(definition), state, stage, item) is not { } actor) yield break;
        TrialMove Move(string words, ProcessCommand command, string? outcome = null) => new(stage.Id, words, actor, outcome, command with { Actor = actor }, item.Id);
        Complete Finish(string outcome, decimal? total = null) => new(item.Id, outcome, Comment, Visitors, total) { Actor = actor, At = at };
        switch (item.Purpose)
        {
            case WorkPurpose.Submit when stage.Id != definition.Stages[0].Id || !(world.Instant("closesAt") <= at):
                yield return Move("提交", new Submit(1, "trial") { Actor = actor, At = at, Item = item.Id }, stage.Outcomes.First(o => !o.Automatic).Id);
                break;
            case WorkPurpose.Supplement: yield return Move("提交补正", Finish("supplemented")); break;
            case WorkPurpose.Score when !item.Declared: yield return Move("作回避声明", new Declare(item.Id, false) { Actor = actor, At = at }); break;
            case WorkPurpose.Score:
                foreach (var total in (decimal[])[95, 85, 75, 65, 55, 45, 30]) yield return Move($"评 {total} 分", Finish("scored", total));
                break;
            case WorkPurpose.ExplainOutlier: yield return Move("说明异常分", Finish("explained")); break;
            case WorkPurpose.ArrangePanel: yield return Move("重新抽取专家", Finish("drawn")); break;
            case WorkPurpose.Objection:
                foreach (var (id, name, _) in Kinds.PublicNoticeBehaviour.ObjectionOutcomes) yield return Move(name, Finish(id), id == "upheld" ? ((PublicNoticeStage)stage).UpheldOutcome : null);
                break;
            case WorkPurpose.Batch when activation.BatchId is null: yield return Move("列入批次", new JoinBatch(stage.Id, $"trial-{activation.Id}-{item.Id}") { Actor = actor, At = at }); break;
            case WorkPurpose.Batch when stage is PublicNoticeStage: yield return Move("发布公示", new PublishNotice(activation.BatchId) { Actor = actor, At = at }); break;
            case WorkPurpose.Batch:
                foreach (var outcome in stage.Outcomes.Where(o => !o.Automatic || (stage as DecisionStage)?.SignedOutcome == o.Id))
                    yield return Move(outcome.Name, new SettleBatch(activation.BatchId, outcome.Id, Comment) { Actor = actor, At = at }, outcome.Id);
                break;
            case WorkPurpose.Decide:
                foreach (var outcome in stage.Outcomes.Where(o => o is { Automatic: false, When: null } && !(o.OnlyBefore is { } name && world.Instant(name) <= at)))
                    yield return Move(outcome.Name, Finish(outcome.Id), outcome.Id);
                if (stage is ReviewStage { Supplement: { } rule } && activation.SupplementRounds < rule.Rounds && activation.PendingOutcome is null && item.Place is null)
                    yield return Move("补正", new RequestSupplement(item.Id, [new(activation.SupplementFields.IsDefaultOrEmpty ? "form" : activation.SupplementFields[0], "请补正")], Comment) { Actor = actor, At = at });
                foreach (var back in stage.ReturnTo.Where(b => CommandRules.MayReturn(DefinitionIndex.Of(definition), state, activation, b) && !(b == definition.Stages[0].Id && world.Instant("closesAt") <= at)))
                    yield return Move($"退回到“{DefinitionIndex.Of(definition)[back].Stage.Name}”", new Return(item.Id, back, Comment) { Actor = actor, At = at });
                break;
        }
    }
}
