using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Authorization;

namespace Innovation.Web.Access;

/// <summary>Policies: every page and endpoint names one. Whatever names none is refused.</summary>
public static class Policies
{
    /// <summary>公众: no sign-in.</summary>
    public const string Public = "public";

    /// <summary>Anybody who has signed in.</summary>
    public const string SignedIn = "signedIn";

    /// <summary>申报人</summary>
    public const string Applicant = "applicant";

    /// <summary>Everybody who has tasks: staff, recommenders, experts.</summary>
    public const string Worker = "worker";

    /// <summary>Staff of the bureau: officers, section heads, signatories; auditors read.</summary>
    public const string Staff = "staff";

    /// <summary>推荐单位</summary>
    public const string Recommender = "recommender";

    /// <summary>Staff, auditors and recommenders: the register of cases.</summary>
    public const string Register = "register";

    /// <summary>Whoever may open some case: its applicant, and whom the register is for.</summary>
    public const string Cases = "cases";

    /// <summary>Meetings, notices, decisions: staff and committee.</summary>
    public const string Batches = "batches";

    /// <summary>管理员</summary>
    public const string Administrator = "administrator";

    /// <summary>经办人员 or 管理员, for rounds and organisations.</summary>
    public const string Office = "office";

    /// <summary>管理员 or 科室负责人, for the substitutes of their people.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>管理员 or 纪检审计: the log of what people did.</summary>
    public const string AuditTrail = "auditTrail";

    /// <summary>管理员 or 科室负责人: the working calendar and its changes.</summary>
    public const string Calendar = "calendar";

    /// <summary>督办: section heads, signatories, auditors; administrators see figures, not cases.</summary>
    public const string Supervision = "supervision";

    /// <summary>资金: 财政, staff and 纪检审计.</summary>
    public const string Funds = "funds";

    /// <summary>Enterprises and providers with their vouchers and orders, and whoever watches over the money.</summary>
    public const string Vouchers = "vouchers";

    public static void Configure(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
        options.AddPolicy(Public, p => p.RequireAssertion(_ => true));
        Add(SignedIn, u => u.IsSignedIn);
        Add(Applicant, u => u.IsApplicant);
        Add(Worker, u => u.IsStaff || u.HasAny(ProcessRoles.Recommender, ProcessRoles.Expert, ProcessRoles.Auditor, ProcessRoles.Committee, ProcessRoles.Department, ProcessRoles.Finance));
        Add(Staff, u => u.IsStaff || u.Has(ProcessRoles.Auditor));
        Add(Recommender, u => u.Has(ProcessRoles.Recommender));
        Add(Register, SeesRegister);
        Add(Cases, u => u.IsApplicant || SeesRegister(u));
        Add(Batches, u => u.IsStaff || u.HasAny(ProcessRoles.Auditor, ProcessRoles.Committee));
        Add(Administrator, u => u.Has(ProcessRoles.Administrator));
        Add(Office, u => u.HasAny(ProcessRoles.Administrator, ProcessRoles.Officer, ProcessRoles.SectionHead));
        Add(Calendar, u => u.HasAny(ProcessRoles.Administrator, ProcessRoles.SectionHead));
        Add(Supervision, u => u.HasAny(ProcessRoles.SectionHead, ProcessRoles.Signatory, ProcessRoles.Auditor, ProcessRoles.Administrator));
        Add(Supervisor, u => u.HasAny(ProcessRoles.Administrator, ProcessRoles.SectionHead));
        Add(Funds, u => u.IsStaff || u.HasAny(ProcessRoles.Finance, ProcessRoles.Auditor));
        Add(Vouchers, u => u.IsApplicant || u.IsStaff || u.HasAny(ProcessRoles.Finance, ProcessRoles.Auditor));
        Add(AuditTrail, u => u.HasAny(ProcessRoles.Administrator, ProcessRoles.Auditor));

        static bool SeesRegister(UserContext user) => user.IsStaff || user.HasAny(ProcessRoles.Auditor, ProcessRoles.Recommender);

        void Add(string name, Func<UserContext, bool> test) =>
            options.AddPolicy(name, p => p.AddRequirements(new UserRequirement(test)));
    }
}

/// <summary>A requirement on the person behind the request.</summary>
internal sealed record UserRequirement(Func<UserContext, bool> Test) : IAuthorizationRequirement;

internal sealed class UserRequirementHandler(CurrentUser current) : AuthorizationHandler<UserRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, UserRequirement requirement)
    {
        var user = await current.GetAsync();
        if (user.IsSignedIn && requirement.Test(user)) context.Succeed(requirement);
    }
}
