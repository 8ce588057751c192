namespace Innovation.Workflows.Reviews;

/// <summary>Why an expert may not review a case.</summary>
/// <param name="Code">Stable code, such as <c>conflict.employer</c>.</param>
/// <param name="Message">Chinese reason for the record; never shown to applicants.</param>
public sealed record ConflictReason(string Code, string Message);

/// <summary>
/// The automatic filter of conflicts of interest 回避: all reasons against an expert for one application. It comes
/// before the expert's own declaration and does not replace it.
/// </summary>
public static class ConflictFilter
{
    /// <summary>How long a former employment or a collaboration counts, in years.</summary>
    public const int YearsBack = 3;

    /// <summary>All reasons, empty when the expert may review.</summary>
    /// <param name="expert">The expert.</param>
    /// <param name="subject">The application.</param>
    /// <param name="day">Day of the draw, in China.</param>
    public static IReadOnlyList<ConflictReason> Reasons(ExpertCandidate expert, ReviewSubject subject, DateOnly day)
    {
        var reasons = new List<ConflictReason>();
        var since = day.AddYears(-YearsBack);
        foreach (var job in expert.Employments)
        {
            if (job.Until < since || PartyOf(subject, job.Uscc) is not { } party) continue;
            reasons.Add(IsCurrent(job, day)
                ? new("conflict.employer", $"现任职单位是{party}（{job.Employer}）")
                : new("conflict.formerEmployer", $"三年内曾在{party}（{job.Employer}）任职，{job.Until:yyyy-MM-dd} 离任"));
        }
        foreach (var interest in expert.Interests)
        {
            if (PartyOf(subject, interest.Uscc) is { } party)
                reasons.Add(new("conflict.interest", $"是{party}的{Name(interest.Kind)}"));
        }
        foreach (var relation in expert.Relations.Where(relation => Counts(relation, since) && Touches(relation, subject)))
            reasons.Add(new("conflict.relation", $"与申报单位、共建单位或项目人员有{Name(relation.Kind)}关系"));
        if (subject.Avoided.Take(ReviewSubject.MaxAvoided).Any(avoided => IsNamed(avoided, expert)))
            reasons.Add(new("conflict.avoided", "申报单位申请其回避"));
        if (expert.DeclaredCaseIds.Contains(subject.CaseId))
            reasons.Add(new("conflict.declared", "本人已声明回避"));
        if (IsCompetitor(expert, subject, day))
            reasons.Add(new("conflict.competitor", "本人或任职单位在同一批次申报，存在竞争关系"));
        return reasons;
    }

    private static bool IsCurrent(Employment job, DateOnly day) => job.Until is null || job.Until >= day;

    private static string? PartyOf(ReviewSubject subject, string? uscc) =>
        uscc == subject.ApplicantUscc ? "申报单位" : uscc is not null && subject.PartnerUsccs.Contains(uscc) ? "共建单位" : null;

    private static bool Counts(Relation relation, DateOnly since) =>
        relation.Kind != RelationKind.Collaborator || relation.Until is null || relation.Until >= since;

    private static bool Touches(Relation relation, ReviewSubject subject)
    {
        var byPerson = relation.Person is { } person && subject.Persons.Contains(person);
        if (relation.Uscc is null) return byPerson;
        // A name alone is ambiguous; together with the organisation either is enough.
        return PartyOf(subject, relation.Uscc) is not null || byPerson;
    }

    private static bool IsNamed(AvoidedExpert avoided, ExpertCandidate expert) =>
        Same(avoided.Name, expert.Name)
        && (string.IsNullOrWhiteSpace(avoided.Employer)
            || expert.Employments.Count == 0
            || expert.Employments.Any(job => Same(job.Employer, avoided.Employer)));

    private static bool IsCompetitor(ExpertCandidate expert, ReviewSubject subject, DateOnly day) =>
        expert.Employments.Any(job => IsCurrent(job, day) && subject.CompetitorUsccs.Contains(job.Uscc))
        || expert.Interests.Any(interest => subject.CompetitorUsccs.Contains(interest.Uscc));

    private static bool Same(string left, string right) => string.Equals(
        string.Concat(left.Where(c => !char.IsWhiteSpace(c))),
        string.Concat(right.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);

    private static string Name(InterestKind kind) => kind switch
    {
        InterestKind.Shareholder => "股东",
        InterestKind.LegalRepresentative => "法定代表人",
        InterestKind.Director => "董事、监事或高级管理人员",
        InterestKind.PaidAdviser => "有偿顾问",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Name(RelationKind kind) => kind switch
    {
        RelationKind.Kin => "近亲属",
        RelationKind.TeacherStudent => "师生",
        RelationKind.Collaborator => "合作",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
