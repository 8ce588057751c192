using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine.Kinds;

namespace Innovation.Workflows.Engine;

/// <summary>Something a person may do now.</summary>
/// <param name="Type">Command type, as in the API: <c>claim</c>, <c>complete</c>, <c>supplement</c>, …</param>
/// <param name="Name">The words on the button.</param>
/// <param name="Outcome">For <c>complete</c>: the outcome.</param>
/// <param name="Help">One line that tells when to choose it.</param>
/// <param name="RequiresComment">A reason must be given.</param>
public sealed record AllowedAction(string Type, string Name, string? Outcome = null, string? Help = null, bool RequiresComment = false, string? ToStage = null);

/// <summary>Exactly what a person may do with a work item now; the pages and the API show nothing else.</summary>
public static class AllowedActions
{
    /// <param name="roundInstant">Named instants of the round.</param>
    /// <param name="at">Now.</param>
    public static ImmutableArray<AllowedAction> For(ProcessDefinition definition, ProcessState state, int itemId, Actor actor, Func<string, DateTimeOffset?> roundInstant, DateTimeOffset at)
    {
        var (activation, item) = state.FindItem(itemId);
        if (activation is null || item is null || item.Done || state.Phase != ProcessPhase.Running) return [];
        var index = DefinitionIndex.Of(definition);
        var stage = index[activation.StageId].Stage;
        var sectionHead = actor.Holds($"{ProcessRoles.SectionHead}@programme:{definition.Id}");
        var actions = ImmutableArray.CreateBuilder<AllowedAction>();
        if (CommandRules.MayAct(index, state, stage, item, actor) is null)
        {
            if (item.ClaimedBy == actor.UserId) actions.Add(new("unclaim", "取消认领"));
            else if (CommandRules.Claimable(stage, item)) actions.Add(new("claim", "认领"));
            AddForPurpose(actions, new(definition, state, activation, stage, item, roundInstant, at));
        }
        else if (item.ClaimedBy == actor.UserId)
        {
            actions.Add(new("unclaim", "取消认领"));
        }

        if (!actions.Any(a => a.Type == "supplement") && sectionHead && MayOverride(stage, activation, item))
            actions.Add(new("supplement", "补正（科室负责人特批）", Help: "首轮可见的事项确需再提的，写明理由", RequiresComment: true));
        return actions.ToImmutable();
    }

    private static bool MayOverride(Stage stage, Activation activation, WorkItem item) =>
        stage is ReviewStage { Supplement: { } rule } && item.Purpose == WorkPurpose.Decide && activation.Supplement is null
        && activation.SupplementRounds > 0 && activation.SupplementRounds < rule.Rounds;

    private static void AddForPurpose(ImmutableArray<AllowedAction>.Builder actions, Situation now)
    {
        switch (now.Item.Purpose)
        {
            case WorkPurpose.Decide when now.Activation.Supplement is null:
                AddDecisions(actions, now);
                break;
            case WorkPurpose.Submit when !now.IsApplication(now.Stage.Id) || !now.IsOver("closesAt"):
                actions.Add(new("submit", "提交申报"));
                break;
            case WorkPurpose.Supplement:
                actions.Add(new("complete", "提交补正", "supplemented"));
                break;
            case WorkPurpose.Score when !now.Item.Declared:
                actions.Add(new("declare", "作回避声明", Help: "与申报单位没有利害关系的，声明后打开材料；有的，写明原因，另行抽取专家"));
                break;
            case WorkPurpose.Score:
                actions.Add(new("complete", "提交评分", "scored", "提交后锁定，不能再改"));
                actions.Add(new("declare", "发现需要回避", Help: "写明原因，另行抽取专家", RequiresComment: true));
                break;
            case WorkPurpose.ExplainOutlier:
                actions.Add(new("complete", "提交说明", "explained", "您的评分与其他专家相差较大，请写明依据；评分不改", true));
                break;
            case WorkPurpose.ArrangePanel:
                actions.Add(new("complete", "重新抽取专家", "drawn", "先补充专家库，再抽取"));
                break;
            case WorkPurpose.Objection:
                foreach (var (id, name, help) in PublicNoticeBehaviour.ObjectionOutcomes) actions.Add(new("complete", name, id, help, true));
                break;
        }
    }

    private static void AddDecisions(ImmutableArray<AllowedAction>.Builder actions, Situation now)
    {
        foreach (var outcome in now.Stage.Outcomes)
            if (!outcome.Automatic && outcome.When is null && !now.IsOver(outcome.OnlyBefore))
                actions.Add(new("complete", outcome.Name, outcome.Id, outcome.Help, outcome.RequiresComment));
        if (now.Stage is ReviewStage { Supplement: { } rule } && now.Activation.SupplementRounds < rule.Rounds)
            actions.Add(new("supplement", "补正", Help: now.Activation.SupplementRounds == 0 ? "一次告知全部需要补正的内容" : "最后一轮，首轮可见的事项不能再提"));
        foreach (var back in now.Stage.ReturnTo)
            if (CommandRules.MayReturn(DefinitionIndex.Of(now.Definition), now.State, now.Activation, back) && !(now.IsApplication(back) && now.IsOver("closesAt")))
                actions.Add(new("return", "退回", RequiresComment: true, ToStage: back));
    }

    /// <summary>What the answer depends on.</summary>
    private sealed record Situation(ProcessDefinition Definition, ProcessState State, Activation Activation, Stage Stage, WorkItem Item, Func<string, DateTimeOffset?> RoundInstant, DateTimeOffset At)
    {
        public bool IsApplication(string stageId) => stageId == Definition.Stages[0].Id;

        public bool IsOver(string? instant) => instant is not null && RoundInstant(instant) is { } over && At >= over;
    }
}
