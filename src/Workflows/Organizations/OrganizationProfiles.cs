using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>What an organisation may change of its profile. Name, credit code and 推荐单位 change only through the office.</summary>
public sealed record ProfileInput
{
    /// <summary>The revision that the editor saw.</summary>
    public required int Revision { get; init; }

    public string LegalRepresentative { get; init; } = "";

    public string ContactName { get; init; } = "";

    public string ContactMobile { get; init; } = "";

    /// <summary>所属集团; empty: none.</summary>
    public string GroupName { get; init; } = "";

    public string FieldCode { get; init; } = "";

    /// <summary>As typed.</summary>
    public string StaffTotal { get; init; } = "";

    public string Address { get; init; } = "";

    public IReadOnlyList<ShareholderInput> Shareholders { get; init; } = [];
}

/// <param name="Percent">As typed.</param>
public sealed record ShareholderInput(string Name, string Uscc, string Percent)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Uscc) && string.IsNullOrWhiteSpace(Percent);
}

/// <summary>The answer to a change of the profile.</summary>
public abstract record ProfileSave
{
    private ProfileSave() { }

    public sealed record Saved(int Revision) : ProfileSave;

    /// <summary>Somebody saved meanwhile; nothing was written.</summary>
    public sealed record Conflict(string ByName, DateTimeOffset At) : ProfileSave;

    public sealed record Refused(IReadOnlyList<FormProblem> Problems) : ProfileSave;
}

/// <summary>单位资料: reads and changes the profile of an organisation.</summary>
public sealed class OrganizationProfiles(IDbContexts contexts, CommandGate gate)
{
    private const int MostShareholders = 50;

    /// <summary>The organisation with its shareholders, or null.</summary>
    public async Task<OrganizationRow?> ReadAsync(string organizationId, CancellationToken cancellation = default)
    {
        await using var db = contexts.Create();
        return await db.Organizations.AsNoTracking().Include(o => o.Shareholders.OrderByDescending(s => s.Percent)).SingleOrDefaultAsync(o => o.Id == organizationId, cancellation);
    }

    /// <summary>Saves what an applicant of the organisation changed.</summary>
    public Task<ProfileSave> SaveAsync(ProfileInput input, Sender sender, CancellationToken cancellation = default)
    {
        var rows = input.Shareholders.Where(s => !s.IsBlank).ToList();
        var problems = Check(input, rows).ToList();
        if (problems.Count > 0) return Task.FromResult<ProfileSave>(new ProfileSave.Refused(problems));
        return Writes.RunAsync<ProfileSave>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var id = sender.User.OrganizationId;
            var row = await db.Organizations.Include(o => o.Shareholders).SingleOrDefaultAsync(o => o.Id == id, cancellation);
            if (row is null) return new ProfileSave.Refused([ProfileCheck.Problem("", "您的账号没有绑定单位。")]);
            if (row.Revision != input.Revision)
            {
                var last = await db.AuditLog.AsNoTracking().Where(a => a.SubjectId == row.Id && a.Kind.StartsWith("organization.")).OrderByDescending(a => a.Sequence).FirstOrDefaultAsync(cancellation);
                return new ProfileSave.Conflict(last?.ActorName ?? "别人", last?.At ?? sender.ReceivedAt);
            }

            row.LegalRepresentative = CleanText.Line(input.LegalRepresentative);
            row.ContactName = CleanText.Line(input.ContactName);
            row.ContactMobile = PhoneNumber.Clean(input.ContactMobile);
            row.GroupName = CleanText.Line(input.GroupName);
            row.FieldCode = input.FieldCode;
            row.StaffTotal = Count(input.StaffTotal);
            row.Address = CleanText.Line(input.Address);
            row.Revision++;
            db.Shareholders.RemoveRange(row.Shareholders);
            row.Shareholders.Clear();
            foreach (var holder in rows)
                db.Shareholders.Add(new ShareholderRow { Id = Identifiers.Ordered(), OrganizationId = row.Id, Name = CleanText.Line(holder.Name), Uscc = Code(holder.Uscc), Percent = Share(holder.Percent)!.Value });
            await AuditLog.AddAsync(db, sender.User, "organization.changed", row.Id, new { row.LegalRepresentative, row.ContactName, row.GroupName, row.FieldCode, row.StaffTotal, row.Address, Shareholders = rows.Select(r => $"{r.Name} {r.Percent}%") }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return new ProfileSave.Saved(row.Revision);
        }, saved => saved is ProfileSave.Saved, cancellation);
    }

    private static IEnumerable<FormProblem> Check(ProfileInput input, List<ShareholderInput> rows)
    {
        foreach (var problem in ProfileCheck.Contact(CleanText.Line(input.LegalRepresentative), CleanText.Line(input.ContactName), PhoneNumber.Clean(input.ContactMobile))) yield return problem;
        if (CleanText.Line(input.GroupName).Length > 100) yield return ProfileCheck.Problem("groupName", "所属集团最多 100 字，请填全称或简称。");
        if (input.FieldCode.Length > 0 && !TechnologyFields.All.Contains(input.FieldCode)) yield return ProfileCheck.Problem("fieldCode", "请从列表中选择技术领域。");
        if (!string.IsNullOrWhiteSpace(input.StaffTotal) && Count(input.StaffTotal) is null) yield return ProfileCheck.Problem("staffTotal", "职工总数应为 1 至 1000000 的整数，请改正。");
        if (CleanText.Line(input.Address).Length > 200) yield return ProfileCheck.Problem("address", "地址最多 200 字，请删减。");
        if (rows.Count > MostShareholders) yield return ProfileCheck.Problem("shareholders", $"股东最多填 {MostShareholders} 名，请只填持股比例高的。");
        for (var i = 0; i < rows.Count; i++)
        {
            if (CleanText.Line(rows[i].Name).Length is < 2 or > 100) yield return ProfileCheck.Problem($"shareholders[{i}].name", $"第 {i + 1} 行：请填写股东姓名或单位全称。");
            if (!string.IsNullOrWhiteSpace(rows[i].Uscc) && UnifiedSocialCreditCode.Validate(rows[i].Uscc) is { } reason) yield return ProfileCheck.Problem($"shareholders[{i}].uscc", $"第 {i + 1} 行：{reason}");
            if (Share(rows[i].Percent) is null) yield return ProfileCheck.Problem($"shareholders[{i}].percent", $"第 {i + 1} 行：持股比例应大于 0、不超过 100，最多 4 位小数。");
        }

        if (rows.Sum(r => Share(r.Percent) ?? 0) > 100) yield return ProfileCheck.Problem("shareholders", "持股比例合计超过 100%，请核对。");
    }

    private static int? Count(string text) => int.TryParse(text.Trim().Replace(",", "", StringComparison.Ordinal), out var count) && count is >= 1 and <= 1_000_000 ? count : null;

    private static string? Code(string text) => string.IsNullOrWhiteSpace(text) ? null : UnifiedSocialCreditCode.Normalize(text);

    private static decimal? Share(string text) =>
        decimal.TryParse(text.Trim().TrimEnd('%', '％'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var share)
        && share is > 0 and <= 100 && Math.Round(share, 4) == share ? share : null;
}
