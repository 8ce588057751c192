using System.Collections.Immutable;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>What may be done with a batch, by whom; pure.</summary>
public static class BatchRules
{
    /// <summary>Exactly what this person may do with the batch now.</summary>
    public static IReadOnlyList<AllowedAction> Allowed(BatchState state, Programme programme, UserContext user)
    {
        var actions = new List<AllowedAction>();
        var officer = IsOfficer(user, programme);
        // A seat in the committee is personal: nobody votes or steps back for another.
        var member = user.Via is null && state.Members.Any(m => m.UserId == user.UserId);
        if (officer && state.Status == BatchStatus.Preparing)
        {
            actions.Add(new("addCase", "列入"));
            actions.Add(new("removeCase", "移出"));
            actions.Add(state.Kind switch
            {
                BatchKind.Meeting => new("open", "开会", Help: "记录到会人员，开始表决"),
                BatchKind.Notice => new("publish", "发布公示", Help: "编号、发布公告，公示期从次日起算"),
                _ => new("submitDraft", "提交核稿", Help: "由另一人核稿，再由签发人签发"),
            });
        }

        if (officer && state is { Kind: BatchKind.Meeting, Status: BatchStatus.Preparing or BatchStatus.Open })
            actions.Add(new("arrange", "写明开会时间和地点", Help: "形成纪要前要写明"));

        if (state is { Kind: BatchKind.Meeting, Status: BatchStatus.Open })
        {
            if (member && state.Mode == MeetingMode.Vote && state.Present.Contains(user.UserId) && state.Items.Any(i => i.Left?.Contains(user.UserId) != true)) actions.Add(new("vote", "投票", Help: "投票后不能改"));
            if (member || officer) actions.Add(new("recuse", "回避", RequiresComment: true));
            if (officer && state.Mode == MeetingMode.Consensus) actions.Add(new("consensus", "记录一致意见"));
            if (officer) actions.Add(new("conclude", "形成纪要", Help: "全部议定后形成纪要，逐件生效"));
        }

        if (state is { Kind: BatchKind.Decision, Status: BatchStatus.Open } && officer && state.Drafted?.IsOneOf(user) != true)
        {
            actions.Add(new("approveDraft", "核稿通过"));
            actions.Add(new("returnDraft", "退回拟稿人", RequiresComment: true));
        }

        if (state is { Kind: BatchKind.Decision, Status: BatchStatus.Checked } && IsSignatory(user, programme) && state.Drafted?.IsOneOf(user) != true && state.Checked?.IsOneOf(user) != true)
        {
            actions.Add(new("sign", "签发", Help: "签发即编号，印发文件并逐件发证"));
            actions.Add(new("returnDraft", "退回拟稿人", RequiresComment: true));
        }

        if (officer && state.Status is BatchStatus.Preparing or BatchStatus.Open && (state.Kind != BatchKind.Decision || state.Status == BatchStatus.Preparing))
            actions.Add(new("cancel", "取消这一批", RequiresComment: true));
        return actions;
    }

    /// <summary>What this person may do in the own name or in that of somebody whose substitute they are.</summary>
    public static IReadOnlyList<AllowedAction> AllowedToAll(BatchState state, Programme programme, UserContext user) =>
        [.. Allowed(state, programme, user).Concat(user.Represents.SelectMany(absent => Allowed(state, programme, absent))).DistinctBy(a => a.Type)];

    public static bool IsOfficer(UserContext user, Programme programme) => user.HoldsForProgramme(ProcessRoles.Officer, programme.Code);

    public static bool IsSignatory(UserContext user, Programme programme) => user.HoldsForProgramme(ProcessRoles.Signatory, programme.Code);

    /// <summary>Counts one item of a meeting.</summary>
    public static TallyResult Tally(BatchState state, BatchCase item) => MeetingTally.Count(new MeetingItem(
        state.Mode, [.. state.Members.Select(m => m.UserId)], [.. state.Present], [.. item.Recused.Select(r => r.UserId)], item.Votes, item.Consensus) { Left = item.Left ?? [] });

    /// <summary>The outcomes of a meeting, or why it cannot be concluded.</summary>
    public static (ImmutableSortedDictionary<string, string>? Outcomes, Refusal? Refusal) Conclude(BatchState state, MeetingStage stage, Func<string, string> nameOf)
    {
        var outcomes = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (var item in state.Items)
        {
            var tally = Tally(state, item);
            if (tally.Decision is not { } decision) return (null, new Refusal(tally.Code!, item.CaseId, $"“{nameOf(item.CaseId)}”还不能议定：{tally.Reason}"));
            outcomes[item.CaseId] = OutcomeOf(stage, decision);
        }

        var passed = outcomes.Values.Count(o => stage.FindOutcome(o) is { Positive: true });
        if (stage.Quota is { } quota && passed > quota) return (null, new Refusal("meeting.quota", null, $"通过 {passed} 件，超过名额 {quota} 件。"));
        if (MeetingPlace.Missing(state.ScheduledAt, state.Place) is { } missing) return (null, missing);
        return (outcomes.ToImmutable(), null);
    }

    private static string OutcomeOf(MeetingStage stage, Vote decision) => (decision switch
    {
        Vote.Approve => stage.Outcomes.First(o => o.Positive),
        Vote.Defer => stage.Outcomes.FirstOrDefault(o => o.Route is Route.Stay) ?? stage.Outcomes.First(o => !o.Positive),
        _ => stage.Outcomes.FirstOrDefault(o => !o.Positive && o.Route is not Route.Stay) ?? stage.Outcomes.First(o => !o.Positive),
    }).Id;
}
