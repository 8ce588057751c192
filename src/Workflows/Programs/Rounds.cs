using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Workflows.Programs;

/// <summary>What a round is made of.</summary>
public sealed record RoundInput
{
    public string ProgrammeCode { get; init; } = "";

    public string Title { get; init; } = "";

    public string Guide { get; init; } = "";

    public DateTimeOffset? OpensAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }

    public DateTimeOffset? RecommendBy { get; init; }

    public string Contact { get; init; } = "";

    /// <summary>Null: as they are.</summary>
    public RoundTerms? Terms { get; init; }
}

/// <summary>Creates and edits rounds.</summary>
public sealed class Rounds(IDbContexts contexts, CommandGate gate, CalendarStore calendars)
{
    /// <summary>A call should be open for at least so many days (handbook B1).</summary>
    public const int UsualDays = 30;

    /// <param name="id">Null for a new round.</param>
    /// <param name="revision">The revision that the editor saw.</param>
    /// <returns>The round with warnings that do not stop it, or why not.</returns>
    public Task<(RoundRow? Round, IReadOnlyList<string> Warnings, Refusal? Refusal)> SaveAsync(string? id, int? revision, RoundInput input, Sender sender, CancellationToken cancellation = default) =>
        Writes.RunAsync<(RoundRow?, IReadOnlyList<string>, Refusal?)>(contexts, gate, sender.ReceivedAt, async db =>
        {
            var row = id is null ? null : await db.Rounds.SingleOrDefaultAsync(r => r.Id == id, cancellation);
            if (id is not null && row is null) return (null, [], new Refusal("round.notFound", null, "没有找到这个申报批次。"));
            if (await CheckAsync(db, input, row, cancellation) is { } refusal) return (null, [], refusal);
            if (row is not null && revision is { } seen && seen != row.Revision) return (null, [], new Refusal("round.stale", "revision", "这个批次刚刚被别人改过，没有保存。请看过新内容再改。"));
            if (row is null)
            {
                row = new RoundRow { Id = Identifiers.Ordered(), ProgrammeCode = input.ProgrammeCode, Title = input.Title.Trim(), OpensAt = input.OpensAt!.Value, ClosesAt = input.ClosesAt!.Value, CreatedAt = sender.ReceivedAt };
                db.Rounds.Add(row);
            }
            else
            {
                row.Revision++;
            }

            row.Title = input.Title.Trim();
            row.Guide = input.Guide;
            row.OpensAt = input.OpensAt!.Value;
            row.ClosesAt = input.ClosesAt!.Value;
            row.RecommendBy = input.RecommendBy;
            row.Contact = input.Contact.Trim();
            if (input.Terms is not null) row.Terms = input.Terms.Write();
            await AuditLog.AddAsync(db, sender.User, id is null ? "round.created" : "round.changed", row.Id, new { row.Title, row.OpensAt, row.ClosesAt, row.RecommendBy, row.Terms }, sender.ReceivedAt, cancellation);
            await db.SaveChangesAsync(cancellation);
            return (row, await WarningsAsync(db, row, cancellation), null);
        }, cancellation: cancellation);

    private static async Task<Refusal?> CheckAsync(WorkflowsDbContext db, RoundInput input, RoundRow? existing, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(input.Title)) return new("round.title", "title", "请填写批次名称。");
        if (input.Title.Trim().Length > 200) return new("round.title", "title", "批次名称最多 200 字，请删减。");
        if (input.Guide.Length > 50_000) return new("round.guide", "guide", "申报通知正文最多 50000 字，请删减。");
        if (input.Contact.Length > 200) return new("round.contact", "contact", "联系方式最多 200 字，请删减。");
        if (input.Terms is not null && CheckTerms(input.Terms) is { } terms) return terms;
        if (input.OpensAt is not { } opens) return new("round.opensAt", "opensAt", "请填写申报开始时间。");
        if (input.ClosesAt is not { } closes) return new("round.closesAt", "closesAt", "请填写申报截止时间。");
        if (closes <= opens) return new("round.closesAt", "closesAt", "申报截止应当晚于申报开始。");
        if (input.RecommendBy is { } by && by < closes) return new("round.recommendBy", "recommendBy", "推荐截止不能早于申报截止。");
        if (opens.Year is < 2000 or > 2100 || closes.Year is < 2000 or > 2100) return new("round.closesAt", "closesAt", "日期应在 2000 年至 2100 年之间。");
        if (existing is not null && input.ProgrammeCode != existing.ProgrammeCode) return new("round.programme", "programmeCode", "批次的项目类型不能更改。");
        if (existing is not null && closes < existing.ClosesAt && await db.Cases.AnyAsync(c => c.RoundId == existing.Id, cancellation))
            return new("round.closesAt", "closesAt", "已经有单位申报，申报截止只能延后，不能提前。");
        return await db.ProgrammeVersions.AnyAsync(v => v.ProgrammeCode == input.ProgrammeCode, cancellation) ? null : new("round.programme", "programmeCode", "没有这个项目类型，请从列表中选。");
    }

    private static Refusal? CheckTerms(RoundTerms terms)
    {
        // From outside, anything may be missing.
        if (terms is not { AreaQuotas: not null, CreditChecks: not null, EligibilityMessage: not null } || terms.CreditChecks.Any(c => c is null)) return new("round.terms", "terms", "申报条件与名额写得不完整。");
        if (terms.Quota is < 1 or > 100_000) return new("round.quota", "quota", "总名额应为 1 至 100000 的整数。");
        if (terms.AreaQuotas.FirstOrDefault(a => RecommendingUnits.Find(a.Key) is null || a.Value is < 0 or > 100_000) is { Key: not null } area) return new("round.areaQuotas", "areaQuotas", $"“{area.Key}”的名额不对：推荐单位应在名单里，名额应为 0 至 100000 的整数。");
        if (terms.Budget is < 0 or > 100_000_000) return new("round.budget", "budget", "经费预算应为 0 至 100000000 万元。");
        if (terms.Eligibility is { } condition)
        {
            if (condition.Length > 1000) return new("round.eligibility", "eligibility", "申报条件的公式最多 1000 字。");
            if (RoundTerms.Problem(condition) is { } wrong) return new("round.eligibility", "eligibility", $"申报条件的公式：{wrong}");
            if (string.IsNullOrWhiteSpace(terms.EligibilityMessage)) return new("round.eligibilityMessage", "eligibilityMessage", "写了申报条件，请用一句话说明，公开页和不符合的单位都看这一句。");
        }

        if (terms.EligibilityMessage.Length > 300) return new("round.eligibilityMessage", "eligibilityMessage", "申报条件的说明最多 300 字，请删减。");
        return terms.CreditChecks.Count > 20 || terms.CreditChecks.Any(c => c.Length > 60) ? new("round.creditChecks", "creditChecks", "信用核查最多 20 项，每项最多 60 字。") : null;
    }

    private async Task<IReadOnlyList<string>> WarningsAsync(WorkflowsDbContext db, RoundRow row, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        var last = ChinaTime.LastDayOf(row.ClosesAt);
        var calendar = await calendars.GetAsync(db, cancellation);
        if (!calendar.IsWorkingDay(last)) warnings.Add($"申报截止 {ChinaTime.DayWithWeek(last, calendar, null)} 不是工作日；通知上写明的截止日期不自动顺延。");
        if ((row.ClosesAt - row.OpensAt).TotalDays < UsualDays) warnings.Add($"申报时间不足 {UsualDays} 日。");
        if (calendar.IsProvisional(last)) warnings.Add($"{last.Year} 年的放假安排还没有载入，工作日按暂定计算。");
        return warnings;
    }
}
