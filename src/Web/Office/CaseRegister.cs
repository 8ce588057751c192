using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Reviews;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;
using Innovation.Workflows.Tables;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Office;

/// <summary>What the register is narrowed to, from its address.</summary>
public sealed record RegisterQuery(string? Search, string? Programme, string? Round, string? Stage, string? Status, string? Area, string? Result, bool? Deemed, string? Sort, int Page)
{
    public const int Size = 30;

    public static RegisterQuery From(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        string? Text(string name) => query[name].ToString() is { Length: > 0 and <= 100 } text ? text : null;
        return new RegisterQuery(query["search"].ToString() is { Length: > 0 } search ? search.Trim() : null, Text("programme"), Text("round"), Text("stage"), Text("status"), Text("area"), Text("result"), query["deemed"].ToString() switch { "yes" => true, "no" => false, _ => null }, Text("sort"),
            int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 10_000) : 1);
    }

    public bool Narrowed => (Search ?? Programme ?? Round ?? Stage ?? Status ?? Area ?? Result ?? DeemedText) is not null;

    /// <summary>超时视为受理: <c>yes</c>, <c>no</c> or null for both.</summary>
    public string? DeemedText => Deemed switch { true => "yes", false => "no", null => null };

    /// <summary>The same list in another order.</summary>
    public string SortHref(string key) => "/cases" + Values(Sort == key ? "-" + key : key);

    /// <summary>The list as a file.</summary>
    public string ExportHref => "/cases" + QueryString.FromUriComponent(Values(Sort)).Add("handler", "Export");

    public string? Sorted(string key) => Sort == key ? "ascending" : Sort == "-" + key ? "descending" : null;

    private string Values(string? sort) => QueryString.Create(new Dictionary<string, string?>
    {
        ["search"] = Search, ["programme"] = Programme, ["round"] = Round, ["stage"] = Stage, ["status"] = Status, ["area"] = Area, ["result"] = Result, ["deemed"] = DeemedText, ["sort"] = sort,
    }.Where(v => !string.IsNullOrEmpty(v.Value))).Value ?? "";
}

/// <summary>The register as drawn.</summary>
/// <param name="Deemed">By case, what the office's silence decided, such as 超时视为受理.</param>
/// <param name="AnyDeemed">Whether this reader has any such case at all.</param>
public sealed record RegisterView(
    RegisterQuery Query, IReadOnlyList<CaseRow> Rows, int Total, IReadOnlyDictionary<string, string> RoundTitles, IReadOnlyDictionary<string, string> Results,
    IReadOnlyList<OptionView> Programmes, IReadOnlyList<OptionView> Rounds, IReadOnlyList<OptionView> Stages, IReadOnlyList<string> Statuses, IReadOnlyList<string> Areas, IReadOnlyDictionary<string, string> Deemed, bool AnyDeemed, bool Scores, DateTimeOffset Now);

/// <summary>案件: the register of what the reader may see.</summary>
public sealed class CaseRegister(IDbContexts contexts, ProgrammeStore programmes, TimeProvider clock)
{
    private const int MaxExport = 20_000;

    public async Task<RegisterView> ListAsync(UserContext user, RegisterQuery query, bool all = false)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(query);
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var visible = CaseScope.Visible(db, user);
        var found = Narrow(db, visible, query);
        var ordered = query.Sort switch
        {
            "number" => found.OrderBy(c => c.Number),
            "-number" => found.OrderByDescending(c => c.Number),
            "organization" => found.OrderBy(c => c.OrganizationName),
            "-organization" => found.OrderByDescending(c => c.OrganizationName),
            "submitted" => found.OrderBy(c => c.SubmittedAt),
            "score" => found.OrderBy(c => c.Score == null).ThenBy(c => c.Score),
            "-score" => found.OrderBy(c => c.Score == null).ThenByDescending(c => c.Score),
            _ => found.OrderByDescending(c => c.SubmittedAt),
        };
        var total = await found.CountAsync();
        var rows = await (all ? ordered.Take(MaxExport) : ordered.Skip((query.Page - 1) * RegisterQuery.Size).Take(RegisterQuery.Size)).ToListAsync();
        var codes = await visible.Select(c => c.ProgrammeCode).Distinct().ToListAsync();
        var rounds = await db.Rounds.AsNoTracking().Where(r => visible.Any(c => c.RoundId == r.Id)).OrderByDescending(r => r.OpensAt).Select(r => new { r.Id, r.Title }).ToListAsync();
        var known = new List<Programme>();
        foreach (var code in codes.Order(StringComparer.Ordinal)) known.Add(await programmes.CurrentAsync(db, code, now));
        var ids = rows.Select(r => r.Id).ToList();
        var silent = new List<StageVisitRow>();
        foreach (var part in ids.Chunk(500)) silent.AddRange(await DeemedOutcomes.In(db).Where(v => part.Contains(v.CaseId)).ToListAsync());
        var outcomes = known.SelectMany(p => DefinitionIndex.Of(p.Process).Places.SelectMany(s => s.Stage.Outcomes, (s, o) => (Key: (p.Code, s.Stage.Id, o.Id), o.Name))).GroupBy(x => x.Key).ToDictionary(g => g.Key, g => g.First().Name);
        return new RegisterView(query, rows, total,
            rounds.ToDictionary(r => r.Id, r => r.Title),
            known.SelectMany(p => p.Process.Results).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First().Name),
            [.. known.Select(p => new OptionView(p.Code, p.Name))],
            [.. rounds.Select(r => new OptionView(r.Id, r.Title))],
            [.. known.SelectMany(p => DefinitionIndex.Of(p.Process).Places).Where(p => p.Stage.Waits && p.Stage.Name.Length > 0).Select(p => new OptionView(p.Stage.Id, p.Stage.Name)).Distinct()],
            await visible.Select(c => c.ApplicantStatus).Distinct().OrderBy(s => s).ToListAsync(),
            await visible.Select(c => c.Area).Where(a => a != "").Distinct().OrderBy(a => a).ToListAsync(),
            silent.GroupBy(v => v.CaseId).ToDictionary(g => g.Key, g => string.Join("、", g.Select(v => "超时" + outcomes.GetValueOrDefault((v.ProgrammeCode, v.StageId, v.Outcome!), "视为受理")).Distinct())),
            await visible.WhereDeemed(db, true).AnyAsync(),
            user.IsStaff || user.Has(ProcessRoles.Auditor), now);
    }

    /// <summary>The filtered list as CSV.</summary>
    public async Task<byte[]> ExportAsync(UserContext user, RegisterQuery query)
    {
        var view = await ListAsync(user, query, all: true);
        List<string> head = ["案号", "申报单位", "事项", "申报批次", "推荐单位", "环节", "申报状态", "结果", "提交时间", "办结时间", "超时处理"];
        if (view.Scores) head.Add("评审得分");
        var lines = new List<List<string>> { head };
        foreach (var row in view.Rows)
        {
            List<string> cells =
            [
                row.Number ?? "", row.OrganizationName, row.Title, view.RoundTitles.GetValueOrDefault(row.RoundId, ""), row.Area, row.CurrentStages, row.ApplicantStatus,
                row.Result is { } result ? view.Results.GetValueOrDefault(result, result) : "", Instant(row.SubmittedAt), Instant(row.EndedAt), view.Deemed.GetValueOrDefault(row.Id, ""),
            ];
            if (view.Scores) cells.Add(row.Score is { } score ? $"{ScoreText.Of(score)}" : "");
            lines.Add(cells);
        }

        return TableFile.Write(lines);
    }

    private static IQueryable<CaseRow> Narrow(WorkflowsDbContext db, IQueryable<CaseRow> rows, RegisterQuery query)
    {
        rows = rows.Matching(SearchWords.Read(query.Search), CaseSearch.In(db));
        if (query.Programme is { } programme) rows = rows.Where(c => c.ProgrammeCode == programme);
        if (query.Round is { } round) rows = rows.Where(c => c.RoundId == round);
        if (query.Stage is { } stage) rows = rows.Where(c => c.CurrentStageIds.Contains("," + stage + ","));
        if (query.Status is { } status) rows = rows.Where(c => c.ApplicantStatus == status);
        if (query.Area is { } area) rows = rows.Where(c => c.Area == area);
        if (query.Result is { } result) rows = rows.Where(c => c.Result == result);
        return query.Deemed is { } deemed ? rows.WhereDeemed(db, deemed) : rows;
    }

    private static string Instant(DateTimeOffset? at) => at?.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
