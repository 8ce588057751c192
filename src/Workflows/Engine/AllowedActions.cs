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
/// <param name="MayComeBack">For <c>return</c>: the case can also come straight back.</param>
public sealed record AllowedAction(string Type, string Name, string? Outcome = null, string? Help = null, bool RequiresComment = false, string? ToStage = null, bool MayComeBack = false);

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
        if (HandOver.MayReassign(actor, definition) && HandOver.CanMove(item)) actions.Add(new("reassign", "改派", Help: "办理人离岗等情形，改由另一位办理", RequiresComment: true));
        if (state.Suspension is not null) return actions.ToImmutable();
        if (CommandRules.MayAct(index, state, stage, item, actor) is null)
        {
            if (item.ClaimedBy == actor.UserId) actions.Add(new("unclaim", "取消认领"));
            else if (CommandRules.Claimable(stage, item) && !stage.Forbid.Contains("claim")) actions.Add(new("claim", "认领"));
            AddForPurpose(actions, new(definition, state, activation, stage, item, roundInstant, at), sectionHead);
            AddHandOver(actions, activation, stage, item);
        }
        else if (item.ClaimedBy == actor.UserId)
        {
            actions.Add(new("unclaim", "取消认领"));
        }

        if (item.DelegatedBy == actor.UserId && !stage.Forbid.Contains("takeBack")) actions.Add(new("takeBack", "取回委派", Help: "不再委派，由本人办理", RequiresComment: true));
        if (!stage.Forbid.Contains("removeSigner") && Removable(activation, item, actor, sectionHead).Any())
            actions.Add(new("removeSigner", "减签", Help: "还没有答复的加签人员不再征求", RequiresComment: true));

        if (item.Purpose == WorkPurpose.Objection && sectionHead && PublicNoticeBehaviour.MayExtend(activation, at))
            actions.Add(new("extendObjection", "延长核查期限", Help: $"情况复杂的，由科室负责人延长一次，再加 {PublicNoticeBehaviour.AnswerDays} 个工作日", RequiresComment: true));
        if (!actions.Any(a => a.Type == "supplement") && sectionHead && MayOverride(stage, activation, item))
            actions.Add(new("supplement", "补正（科室负责人特批）", Help: "首轮可见的事项确需再提的，写明理由", RequiresComment: true));
        return actions.ToImmutable();
    }

    /// <summary>What a person may do with the case as a whole now.</summary>
    public static ImmutableArray<AllowedAction> ForCase(ProcessDefinition definition, ProcessState state, Actor actor, DateTimeOffset at)
    {
        var actions = ImmutableArray.CreateBuilder<AllowedAction>();
        if (state.Phase == ProcessPhase.Ended)
        {
            if (ReconsiderationRules.IsOpen(definition, state) && actor.Holds("applicant@organization:" + state.Organization))
                actions.Add(new("requestReconsideration", "申请复核", Help: $"对结果有异议的，可在办结后 {ReconsiderationRules.AskWithin} 个工作日内申请一次，由没有参与原决定的人员在 {ReconsiderationRules.DecideWithin} 个工作日内决定", RequiresComment: true));
            if (state.Reconsideration is { Decided: false } && ReconsiderationRules.MayDecide(definition, state, actor) is null)
                actions.Add(new("decideReconsideration", "作出复核决定", Help: "维持或者撤销原决定，写明事实、依据和理由", RequiresComment: true));
            return actions.ToImmutable();
        }

        if (state.Phase != ProcessPhase.Running) return [];
        var index = DefinitionIndex.Of(definition);
        var sectionHead = actor.Holds($"{ProcessRoles.SectionHead}@programme:{definition.Id}");
        if (actor.Holds("applicant@organization:" + state.Organization) && state.Activations.All(a => index[a.StageId].Stage.AllowWithdraw)) actions.Add(new("withdraw", "撤回申报", Help: "撤回后本案结束；截止前可以重新申报，截止后不能。"));
        if (state.Suspension is null)
        {
            if (TakeBackRules.CanStep(index, state, actor.UserId) && !index[state.LastStep!.StageId].Stage.Forbid.Contains("takeBack"))
                actions.Add(new("takeBack", "取回", Help: "下一步还没有人办理，可以取回您刚办的这一步", RequiresComment: true));
            if (AttentionRules.MayUrge(index, state, actor) && AttentionRules.Resting(state, at) is null && AttentionRules.Waiting(index, state, actor).Any())
                actions.Add(new("urge", "催办", Help: "提醒现在的办理人，24 小时内只能催一次"));
            if (sectionHead && SuspensionRules.CanSuspend(index, state)) actions.Add(new("suspend", "中止计时", Help: "整件停办，各项期限停止计算", RequiresComment: true));
        }
        else if (sectionHead)
        {
            actions.Add(new("resume", "恢复计时", Help: "次日起继续计算各项期限", RequiresComment: true));
        }

        if (sectionHead) actions.Add(new("terminate", "终止", Help: "本案结束，须写明理由", RequiresComment: true));
        return actions.ToImmutable();
    }

    /// <summary>Added signers whom this person may remove.</summary>
    public static IEnumerable<string> Removable(Activation activation, WorkItem item, Actor actor, bool sectionHead) =>
        item.Place is not null ? [] :
        activation.Items.Where(i => i is { Done: false, Place: not null } && i.About == item.Id && (sectionHead || i.AddedBy == actor.UserId)).Select(i => i.Candidates[0][5..])
            .Concat(activation.AfterSigners.Where(s => s.Of == item.Id && (sectionHead || s.AddedBy == actor.UserId)).Select(s => s.User));

    private static void AddHandOver(ImmutableArray<AllowedAction>.Builder actions, Activation activation, Stage stage, WorkItem item)
    {
        if (item.DelegatedBy is null && HandOver.CanMove(item) && !stage.Forbid.Contains("transfer")) actions.Add(new("transfer", "转办", Help: "由另一位办理，不再回到本人", RequiresComment: true));
        if (item is { DelegatedBy: null, Purpose: WorkPurpose.Decide } && activation.Supplement is null && !stage.Forbid.Contains("delegate"))
            actions.Add(new("delegate", "委派", Help: "请另一位先办，办好后由本人确认", RequiresComment: true));
        if (SignerRules.CanAdd(activation, stage, item) && !stage.Forbid.Contains("addSigner")) actions.Add(new("addSigner", "加签", Help: "请其他人员会签：在本人之前、与本人一起，或在决定之后", RequiresComment: true));
        if (AttentionRules.CanCopy(item) && !stage.Forbid.Contains("copy")) actions.Add(new("copy", "抄送"));
    }

    private static bool MayOverride(Stage stage, Activation activation, WorkItem item) =>
        stage is ReviewStage { Supplement: { } rule } && item is { Purpose: WorkPurpose.Decide, Place: null, DelegatedBy: null } && activation is { Supplement: null, ReturnedTo: null, PendingOutcome: null }
        && activation.SupplementRounds > 0 && activation.SupplementRounds < rule.Rounds;

    private static void AddForPurpose(ImmutableArray<AllowedAction>.Builder actions, Situation now, bool sectionHead)
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
                if (sectionHead) actions.Add(new("complete", "按已有专家继续", ExpertReviewBehaviour.Fewer, "专家库确实抽不够的，由科室负责人决定，写明理由；不少于 3 名", true));
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
        // A delegate proposes, an added signer answers: the rest is the owner's.
        if (now.Item.DelegatedBy is not null || now.Item.Place is not null || now.Activation.PendingOutcome is not null) return;
        if (now.Stage is ReviewStage { Supplement: { } rule } && now.Activation.SupplementRounds < rule.Rounds)
            actions.Add(new("supplement", "补正", Help: now.Activation.SupplementRounds == 0 ? "一次告知全部需要补正的内容" : "最后一轮，首轮可见的事项不能再提"));
        foreach (var back in now.Stage.ReturnTo)
            if (CommandRules.MayReturn(DefinitionIndex.Of(now.Definition), now.State, now.Activation, back) && !(now.IsApplication(back) && now.IsOver("closesAt")))
                actions.Add(new("return", "退回", RequiresComment: true, ToStage: back, MayComeBack: CommandRules.MayComeBack(DefinitionIndex.Of(now.Definition), now.Stage.Id, back)));
    }

    /// <summary>What the answer depends on.</summary>
    private sealed record Situation(ProcessDefinition Definition, ProcessState State, Activation Activation, Stage Stage, WorkItem Item, Func<string, DateTimeOffset?> RoundInstant, DateTimeOffset At)
    {
        public bool IsApplication(string stageId) => stageId == Definition.Stages[0].Id;

        public bool IsOver(string? instant) => instant is not null && RoundInstant(instant) is { } over && At >= over;
    }
}
