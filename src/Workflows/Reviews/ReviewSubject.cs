namespace Innovation.Workflows.Reviews;

/// <summary>What an expert may not be close to: the application under review.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="ApplicantUscc">Credit code of the applicant.</param>
public sealed record ReviewSubject(string CaseId, string ApplicantUscc)
{
    /// <summary>Credit codes of the partners 共建单位.</summary>
    public IReadOnlyList<string> PartnerUsccs { get; init; } = [];

    /// <summary>Persons of the application: legal representative, leader, members.</summary>
    public IReadOnlyList<string> Persons { get; init; } = [];

    /// <summary>Experts the applicant named for avoidance, at most <see cref="MaxAvoided"/>.</summary>
    public IReadOnlyList<AvoidedExpert> Avoided { get; init; } = [];

    /// <summary>Credit codes of the other applicants in the same call.</summary>
    public IReadOnlyList<string> CompetitorUsccs { get; init; } = [];

    /// <summary>How many experts an applicant may name.</summary>
    public const int MaxAvoided = 3;
}

/// <summary>An expert the applicant wants to avoid.</summary>
/// <param name="Name">Name as typed.</param>
/// <param name="Employer">Employer as typed; null or empty matches every person of that name.</param>
public sealed record AvoidedExpert(string Name, string? Employer = null);
