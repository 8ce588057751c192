using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Texts;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Organizations;

/// <summary>An organisation as an administrator or an import gives it.</summary>
public sealed record OrganizationInput
{
    public string Name { get; init; } = "";

    public string Uscc { get; init; } = "";

    public string Kind { get; init; } = "enterprise";

    /// <summary>推荐单位 by any of its names; empty for organisations from elsewhere.</summary>
    public string Area { get; init; } = "";

    public string LegalRepresentative { get; init; } = "";

    public string ContactName { get; init; } = "";

    public string ContactMobile { get; init; } = "";

    /// <summary>所属集团; empty: none.</summary>
    public string GroupName { get; init; } = "";

    public string FieldCode { get; init; } = "";

    public int? StaffTotal { get; init; }

    public string Address { get; init; } = "";

    public IReadOnlyList<HolderInput>? Shareholders { get; init; }
}

public sealed record HolderInput(string Name, string? Uscc, decimal Percent);

/// <summary>An expert as an administrator or an import gives it.</summary>
public sealed record ExpertInput(string Name, string Title, IReadOnlyList<string> Fields, IReadOnlyList<EmployerInput> Employers, IReadOnlyList<RelationInput> Relations);

public sealed record EmployerInput(string Name, string? Uscc, DateOnly? From, DateOnly? To);

/// <param name="Kind"><c>kin</c>, <c>teacher</c>, <c>coauthor</c>, <c>shareholder</c>, <c>legalRepresentative</c>, <c>director</c> or <c>adviser</c>.</param>
/// <param name="Other">USCC or name of the other side.</param>
public sealed record RelationInput(string Kind, string Other, DateOnly? Until);

/// <summary>Keeps organisations and experts.</summary>
public sealed class OrganizationDirectory(IDbContexts contexts, CommandGate gate)
{
    /// <summary>结算单位 of another city: paid at a clearing, never registers itself.</summary>
    public const string Settlement = "settlement";

    /// <summary>Kinds of organisation that register, with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["enterprise"] = "企业", ["provider"] = "服务机构", ["university"] = "高校", ["institute"] = "科研院所", ["incubator"] = "孵化载体",
    };

    /// <summary>Kinds of relation with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string> RelationKinds { get; } = new Dictionary<string, string>
    {
        ["kin"] = "亲属", ["teacher"] = "师生", ["coauthor"] = "合作者", ["shareholder"] = "股东", ["legalRepresentative"] = "法定代表人", ["director"] = "董事监事高管", ["adviser"] = "有偿顾问",
    };

    /// <summary>Checks what an organisation says of itself; null when nothing stands against it.</summary>
    public static Refusal? Check(OrganizationInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Trim().Length > 200) return new("organization.name", "name", "请填写单位全称，最多 200 字。");
        if (UnifiedSocialCreditCode.Validate(UnifiedSocialCreditCode.Normalize(input.Uscc)) is { } wrong) return new("organization.uscc", "uscc", wrong);
        if (!Kinds.ContainsKey(input.Kind)) return new("organization.kind", "kind", "单位类型应从列表中选。");
        if (input.Area.Length > 0 && RecommendingUnits.Find(input.Area) is null) return new("organization.area", "area", $"没有“{Short(input.Area)}”这个推荐单位，请从十四个推荐单位中选。");
        foreach (var (field, label, text, most) in (ReadOnlySpan<(string, string, string, int)>)[("legalRepresentative", "法定代表人", input.LegalRepresentative, 50), ("contactName", "联系人", input.ContactName, 50), ("contactMobile", "联系人手机", input.ContactMobile, 20), ("groupName", "所属集团", input.GroupName, 100), ("fieldCode", "技术领域", input.FieldCode, 40), ("address", "地址", input.Address, 200)])
            if (text.Length > most) return new("organization." + field, field, $"{label}最多 {most} 字。");
        if (input.StaffTotal is < 0 or > 10_000_000) return new("organization.staffTotal", "staffTotal", "职工总数应为不小于 0 的整数。");
        foreach (var holder in input.Shareholders ?? [])
        {
            if (string.IsNullOrWhiteSpace(holder.Name) || holder.Name.Length > 200) return new("organization.shareholders", "shareholders", "请填写股东名称，最多 200 字。");
            if (holder.Percent is < 0 or > 100) return new("organization.shareholders", "shareholders", $"股东“{Short(holder.Name)}”的持股比例应在 0 与 100 之间。");
            if (!string.IsNullOrWhiteSpace(holder.Uscc) && UnifiedSocialCreditCode.Validate(UnifiedSocialCreditCode.Normalize(holder.Uscc)) is { } bad) return new("organization.shareholders", "shareholders", $"股东“{Short(holder.Name)}”：{bad}");
        }

        return (input.Shareholders ?? []).Sum(s => s.Percent) > 100 ? new("organization.shareholders", "shareholders", "股东持股比例合计不能超过 100%。") : null;
    }

    /// <summary>Creates or updates an approved organisation, found by its USCC.</summary>
    public Task<(OrganizationRow? Row, Refusal? Refusal)> SaveApprovedAsync(OrganizationInput input, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(OrganizationRow?, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (Check(input) is { } refusal) return (null, refusal);
            var uscc = UnifiedSocialCreditCode.Normalize(input.Uscc);
            var row = await db.Organizations.Include(o => o.Shareholders).SingleOrDefaultAsync(o => o.Uscc == uscc, cancellation);
            if (row is null)
            {
                row = new OrganizationRow { Id = Identifiers.Ordered(), Name = input.Name.Trim(), Uscc = uscc, Kind = input.Kind, CreatedAt = sender.ReceivedAt };
                db.Organizations.Add(row);
            }

            row.Status = OrganizationStatus.Approved;
            row.Name = input.Name.Trim();
            row.Kind = input.Kind;
            row.Area = RecommendingUnits.Find(input.Area) ?? "";
            row.LegalRepresentative = input.LegalRepresentative.Trim();
            row.ContactName = input.ContactName.Trim();
            row.ContactMobile = input.ContactMobile.Trim();
            row.GroupName = input.GroupName.Trim();
            row.FieldCode = input.FieldCode.Trim();
            row.StaffTotal = input.StaffTotal;
            row.Address = input.Address.Trim();
            row.Revision++;
            if (input.Shareholders is not null)
            {
                db.Shareholders.RemoveRange(row.Shareholders);
                foreach (var holder in input.Shareholders)
                    db.Shareholders.Add(new ShareholderRow { Id = Identifiers.Ordered(), OrganizationId = row.Id, Name = holder.Name.Trim(), Uscc = string.IsNullOrWhiteSpace(holder.Uscc) ? null : UnifiedSocialCreditCode.Normalize(holder.Uscc), Percent = holder.Percent });
            }

            await AuditLog.AddAsync(db, sender.User, "organization.saved", row.Id, new { row.Name, row.Uscc, row.Area }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (row, null);
        }, cancellation: cancellation);

    /// <summary>Creates or updates the expert behind an account.</summary>
    public Task<Refusal?> SaveExpertAsync(string userId, ExpertInput input, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Length > 50) return new("expert.name", "name", "请填写专家姓名，最多 50 字。");
            if (input.Fields.Count == 0 || input.Fields.Any(f => string.IsNullOrWhiteSpace(f) || f.Length > 40 || f.Contains(','))) return new("expert.fields", "fields", "请至少选一个技术领域。");
            foreach (var (i, employer) in input.Employers.Index())
            {
                if (string.IsNullOrWhiteSpace(employer.Name) || employer.Name.Length > 200) return new("expert.employers", $"employers[{i}].name", "请填写工作单位全称，最多 200 字。");
                if (!string.IsNullOrWhiteSpace(employer.Uscc) && UnifiedSocialCreditCode.Validate(UnifiedSocialCreditCode.Normalize(employer.Uscc)) is { } wrong) return new("expert.employers", $"employers[{i}].uscc", $"{Short(employer.Name)}：{wrong}");
                if (employer.To < employer.From) return new("expert.employers", $"employers[{i}].to", $"{Short(employer.Name)}：离职日期早于到职日期。");
            }

            foreach (var (i, relation) in input.Relations.Index())
            {
                if (relation.Kind.Length == 0) return new("expert.relations", $"relations[{i}].kind", "请选择是哪种关系。");
                if (!RelationKinds.ContainsKey(relation.Kind)) return new("expert.relations", $"relations[{i}].kind", $"没有“{Short(relation.Kind)}”这种关系；可用的是 {string.Join("、", RelationKinds.Keys)}。");
                if (string.IsNullOrWhiteSpace(relation.Other) || relation.Other.Length > 200) return new("expert.relations", $"relations[{i}].other", "请写明关系的另一方，最多 200 字。");
            }

            var row = await db.Experts.Include(e => e.Employments).Include(e => e.Relations).AsSplitQuery().SingleOrDefaultAsync(e => e.Id == userId, cancellation);
            if (row is null)
            {
                row = new ExpertRow { Id = userId, Name = input.Name.Trim() };
                db.Experts.Add(row);
            }

            row.Name = input.Name.Trim();
            row.Title = input.Title.Trim();
            row.Fields = $",{string.Join(',', input.Fields.Select(f => f.Trim()).Distinct())},";
            row.Active = true;
            db.Employments.RemoveRange(row.Employments);
            db.Relations.RemoveRange(row.Relations);
            foreach (var e in input.Employers)
                db.Employments.Add(new EmploymentRow { Id = Identifiers.Ordered(), ExpertId = userId, Employer = e.Name.Trim(), Uscc = string.IsNullOrWhiteSpace(e.Uscc) ? null : UnifiedSocialCreditCode.Normalize(e.Uscc), From = e.From ?? new DateOnly(2000, 1, 1), To = e.To });
            foreach (var r in input.Relations)
                db.Relations.Add(new RelationRow { Id = Identifiers.Ordered(), ExpertId = userId, Kind = r.Kind, Other = r.Other.Trim(), Until = r.Until });
            await AuditLog.AddAsync(db, sender.User, "expert.saved", userId, new { row.Name, row.Fields }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);

    /// <summary>停用 or 启用 an expert: one who is not active is never drawn.</summary>
    public Task<Refusal?> SetExpertActiveAsync(string userId, bool active, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<Refusal?>(contexts, gate, sender.ReceivedAt, async db =>
        {
            if (await db.Experts.SingleOrDefaultAsync(e => e.Id == userId, cancellation) is not { } row) return new("expert.notFound", null, "没有找到这位专家。");
            row.Active = active;
            await AuditLog.AddAsync(db, sender.User, active ? "expert.activated" : "expert.deactivated", userId, new { row.Name }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return null;
        }, cancellation: cancellation);

    private static string Short(string text) => CleanText.Cut(text, 40, "…");
}
