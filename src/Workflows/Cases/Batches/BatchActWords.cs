namespace Innovation.Workflows.Cases;

/// <summary>What was done with a batch, as one says it of a person.</summary>
internal static class BatchActWords
{
    /// <summary>The act, and the reason that was given for it.</summary>
    public static (string Act, string? Reason) Of(BatchEvent happened) => happened switch
    {
        BatchCreated => ("新建", null),
        BatchCaseAdded => ("列入一件", null),
        BatchCaseRemoved e => ("移出一件", e.Reason),
        MeetingArranged => ("写明开会时间和地点", null),
        MeetingOpened => ("开会", null),
        VoteCast => ("投票", null),
        MemberRecused => ("回避", null),
        MemberLeft e => ($"{e.Name}离任", e.Reason),
        ConsensusRecorded => ("记录一致意见", null),
        MeetingConcluded => ("形成纪要", null),
        NoticeActed e => ("发布公示，文号 " + e.Number, null),
        DraftSubmitted => ("拟稿", null),
        DraftChecked => ("核稿通过", null),
        DraftReturned e => ("退回拟稿人", e.Reason),
        DecisionSigned e => ("签发，文号 " + e.Number, null),
        BatchCancelled e => ("取消", e.Reason),
        _ => ("办理", null),
    };
}
