namespace Innovation.Documents;

/// <summary>The kinds of paper the system prints 文书种类.</summary>
public enum DocumentKind
{
    /// <summary>受理通知书.</summary>
    AcceptanceNotice,

    /// <summary>补正通知书.</summary>
    SupplementNotice,

    /// <summary>不予受理通知书.</summary>
    RejectionNotice,

    /// <summary>公示公告.</summary>
    PublicNotice,

    /// <summary>认定通知.</summary>
    AccreditationNotice,

    /// <summary>证书.</summary>
    Certificate,

    /// <summary>申报书.</summary>
    ApplicationForm,

    /// <summary>评审意见表 (internal).</summary>
    ScoreSheet,

    /// <summary>现场考察表 (internal).</summary>
    SiteVisitRecord,

    /// <summary>会议纪要 (internal).</summary>
    MeetingMinutes,

    /// <summary>推荐汇总表.</summary>
    RecommendationSummary,

    /// <summary>对账单.</summary>
    FundStatement,

    /// <summary>兑付通知书.</summary>
    PayoutNotice,

    /// <summary>追回决定书.</summary>
    RecoveryDecision,
}
