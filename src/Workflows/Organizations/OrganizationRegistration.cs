using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Messages;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>What an organisation fills in to register.</summary>
public sealed record RegistrationInput
{
    public string Uscc { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>A key of <see cref="OrganizationDirectory.Kinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>推荐单位</summary>
    public string Area { get; init; } = "";

    public string LegalRepresentative { get; init; } = "";

    public string ContactName { get; init; } = "";

    public string ContactMobile { get; init; } = "";

    public string UserName { get; init; } = "";

    public string Password { get; init; } = "";
}

/// <summary>The answer to a registration: the account, or everything that must be mended.</summary>
public sealed record RegistrationResult(string? UserId, string? OrganizationId, IReadOnlyList<FormProblem> Problems)
{
    public bool IsAccepted => UserId is not null;
}

/// <summary>单位登记: self-registration of organisations, and its approval by the office.</summary>
public sealed class OrganizationRegistration(IDbContexts contexts, CommandGate gate, UserManager<UserAccount> users)
{
    /// <summary>Creates the organisation, waiting for approval, and its first account. Nothing is written when anything is wrong.</summary>
    public async Task<RegistrationResult> RegisterAsync(RegistrationInput input, DateTimeOffset receivedAt, CancellationToken cancellation = default)
    {
        input = input with
        {
            Uscc = UnifiedSocialCreditCode.Normalize(input.Uscc),
            Name = CleanText.Line(input.Name),
            LegalRepresentative = CleanText.Line(input.LegalRepresentative),
            ContactName = CleanText.Line(input.ContactName),
            ContactMobile = PhoneNumber.Clean(input.ContactMobile),
            UserName = CleanText.Line(input.UserName),
        };
        var problems = ProfileCheck.Identity(input.Name, input.Uscc, input.Kind, input.Area).Concat(ProfileCheck.Contact(input.LegalRepresentative, input.ContactName, input.ContactMobile)).ToList();
        var account = new UserAccount { UserName = input.UserName, DisplayName = input.ContactName, CreatedAt = receivedAt, LockoutEnabled = true, SecurityStamp = Guid.NewGuid().ToString("N") };
        problems.AddRange(await AccountProblemsAsync(account, input.Password));
        if (problems.Count > 0) return new(null, null, problems);
        account.NormalizedUserName = users.NormalizeName(input.UserName);
        account.PasswordHash = users.PasswordHasher.HashPassword(account, input.Password);
        return await Writes.RunAsync<RegistrationResult>(contexts, gate, receivedAt, async db =>
        {
            if (await db.Organizations.AnyAsync(o => o.Uscc == input.Uscc, cancellation))
                problems.Add(ProfileCheck.Problem("uscc", "这个统一社会信用代码已经登记过。请用本单位已有的账号登录；账号遗失的，请联系市科技局。"));
            if (await db.Users.AnyAsync(u => u.NormalizedUserName == account.NormalizedUserName, cancellation))
                problems.Add(ProfileCheck.Problem("userName", $"用户名“{input.UserName}”已有人使用，请换一个。"));
            if (problems.Count > 0) return new(null, null, [.. problems]);
            var organization = new OrganizationRow
            {
                Id = Identifiers.Ordered(),
                Name = input.Name,
                Uscc = input.Uscc,
                Kind = input.Kind,
                Area = RecommendingUnits.Find(input.Area)!,
                LegalRepresentative = input.LegalRepresentative,
                ContactName = input.ContactName,
                ContactMobile = input.ContactMobile,
                Status = OrganizationStatus.Pending,
                CreatedAt = receivedAt,
            };
            account.OrganizationId = organization.Id;
            db.Organizations.Add(organization);
            db.Users.Add(account);
            await TellOfficeAsync(db, organization, receivedAt, cancellation);
            await AuditLog.AddAsync(db, new UserContext(account.Id, account.DisplayName, organization.Id, []), "organization.registered", organization.Id, new { organization.Name, organization.Uscc, organization.Kind, organization.Area, input.UserName }, receivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return new(account.Id, organization.Id, []);
        }, result => result.IsAccepted, cancellation);
    }

    /// <summary>Hands a refused registration in again, with what was wrong corrected.</summary>
    public Task<IReadOnlyList<FormProblem>> ResubmitAsync(string organizationId, RegistrationInput input, Sender sender, CancellationToken cancellation = default)
    {
        var (name, uscc) = (CleanText.Line(input.Name), UnifiedSocialCreditCode.Normalize(input.Uscc));
        var (legal, contact, mobile) = (CleanText.Line(input.LegalRepresentative), CleanText.Line(input.ContactName), PhoneNumber.Clean(input.ContactMobile));
        return Writes.RunAsync<IReadOnlyList<FormProblem>>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = sender.User.OrganizationId == organizationId ? await db.Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, cancellation) : null;
            if (row is not { Status: OrganizationStatus.Rejected }) return [ProfileCheck.Problem("", "这个单位的登记现在不能重新提交。")];
            var problems = ProfileCheck.Identity(name, uscc, input.Kind, input.Area).Concat(ProfileCheck.Contact(legal, contact, mobile)).ToList();
            if (await db.Organizations.AnyAsync(o => o.Uscc == uscc && o.Id != organizationId, cancellation))
                problems.Add(ProfileCheck.Problem("uscc", "这个统一社会信用代码已由另一账号登记，请核对；确属本单位的，请联系市科技局。"));
            if (problems.Count > 0) return problems;
            (row.Name, row.Uscc, row.Kind, row.Area) = (name, uscc, input.Kind, RecommendingUnits.Find(input.Area)!);
            (row.LegalRepresentative, row.ContactName, row.ContactMobile) = (legal, contact, mobile);
            (row.Status, row.StatusReason) = (OrganizationStatus.Pending, null);
            row.Revision++;
            await TellOfficeAsync(db, row, sender.ReceivedAt, cancellation);
            await AuditLog.AddAsync(db, sender.User, "organization.resubmitted", row.Id, new { row.Name, row.Uscc, row.Kind, row.Area }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return [];
        }, problems => problems.Count == 0, cancellation);
    }

    /// <summary>审核通过: the organisation may apply from now on.</summary>
    public Task<Refusal?> ApproveAsync(string organizationId, Sender sender, CancellationToken cancellation = default) =>
        DecideAsync(organizationId, OrganizationStatus.Approved, null, sender, cancellation);

    /// <summary>审核不通过, with the reason that the organisation reads.</summary>
    public Task<Refusal?> RejectAsync(string organizationId, string reason, Sender sender, CancellationToken cancellation = default)
    {
        reason = CleanText.Line(reason);
        return reason.Length switch
        {
            0 => Task.FromResult<Refusal?>(new Refusal("comment.required", "reason", "请写明不通过的理由，申报单位会看到。")),
            > 400 => Task.FromResult<Refusal?>(new Refusal("comment.tooLong", "reason", "理由最多 400 字，请删减。")),
            _ => DecideAsync(organizationId, OrganizationStatus.Rejected, reason, sender, cancellation),
        };
    }

    /// <summary>Who decides on registrations: the office and administrators.</summary>
    internal static bool MayDecide(UserContext user) => user.HasAny(ProcessRoles.Administrator, ProcessRoles.Officer, ProcessRoles.SectionHead);

    private Task<Refusal?> DecideAsync(string organizationId, OrganizationStatus status, string? reason, Sender sender, CancellationToken cancellation)
    {
        if (!MayDecide(sender.User))
            return Task.FromResult<Refusal?>(new Refusal("organization.notYours", null, "您没有审核单位登记的权限。"));
        return Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = await db.Organizations.SingleOrDefaultAsync(o => o.Id == organizationId, cancellation);
            if (row is null) return new Refusal("organization.notFound", null, "没有找到这个单位。");
            if (row.Status != OrganizationStatus.Pending) return new Refusal("organization.decided", null, $"这个单位的登记已经审核过（{OrganizationKinds.NameOf(row.Status)}），您的操作没有生效。");
            (row.Status, row.StatusReason) = (status, reason);
            row.Revision++;
            var approved = status == OrganizationStatus.Approved;
            await MessageWriter.AddAsync(db, [new NewMessage($"organization/{row.Id}/{row.Revision}", approved ? MessageEvents.OrganizationApproved : MessageEvents.OrganizationRejected,
                $"applicant@organization:{row.Id}", new Dictionary<string, string?> { [MessageEvents.Organization] = row.Name, [MessageEvents.Reason] = reason }, sender.ReceivedAt)], cancellation);
            await AuditLog.AddAsync(db, sender.User, approved ? "organization.approved" : "organization.rejected", row.Id, new { row.Name, row.Uscc, reason }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, refusal => refusal is null, cancellation);
    }

    private async Task<List<FormProblem>> AccountProblemsAsync(UserAccount account, string password)
    {
        var problems = new List<FormProblem>();
        var name = account.UserName ?? "";
        if (name.Length is < 4 or > 50) problems.Add(ProfileCheck.Problem("userName", "请填写用户名，4 至 50 个字符，可以用字母、数字或汉字。"));
        else if (name.Any(char.IsWhiteSpace)) problems.Add(ProfileCheck.Problem("userName", "用户名中不能有空格，请改正。"));
        if (password.Length == 0) return [.. problems, ProfileCheck.Problem("password", "请填写密码，至少 10 位，要有字母和数字。")];
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, account, password);
            if (!result.Succeeded) problems.Add(ProfileCheck.Problem("password", string.Concat(result.Errors.Select(e => e.Description))));
        }

        return problems;
    }

    private static Task TellOfficeAsync(WorkflowsDbContext db, OrganizationRow row, DateTimeOffset at, CancellationToken cancellation) =>
        MessageWriter.AddAsync(db, [new NewMessage($"organization/{row.Id}/{row.Revision}/office", MessageEvents.OrganizationRegistered, $"{ProcessRoles.Administrator}@*",
            new Dictionary<string, string?> { [MessageEvents.Organization] = row.Name, [MessageEvents.Area] = row.Area }, at)], cancellation);
}
