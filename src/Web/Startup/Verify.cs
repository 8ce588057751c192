using Innovation.Web.Clock;
using Innovation.Web.Jobs;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Innovation.Workflows.Verification;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Startup;

/// <summary><c>./run verify</c>: hash chains; every row that follows from events, told again from them; hashes of papers and forms, number series, ledger, anchors.</summary>
public sealed class Verify(IDbContexts contexts, FileVault vault, Anchors anchors, ProgrammeStore programmes, CalendarStore calendars, RealClock clock)
{
    private readonly List<string> problems = [];
    private readonly CaseRebuild cases = new(contexts, programmes, calendars);
    private readonly BatchRebuild batches = new(programmes);

    /// <returns>Everything that does not fit; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TextWriter output)
    {
        problems.AddRange((await IntegrityWatch.FindAsync(contexts, whole: true)).Select(p => "数据库文件：" + p));
        await PartAsync("案件", async db => $"案件 {await CasesAsync(db)} 件：事件链已核对，任务、期限等由事件重新推出，逐项比对");
        await PartAsync("批次", async db => $"批次 {await BatchesAsync(db)} 批：事件链已核对，由事件重新推出，逐项比对");
        await PartAsync("日志", async db => $"日志 {await AuditAsync(db)} 条：链已核对");
        await PartAsync("文书、证书和附件", DocumentsAsync);
        await PartAsync("编号系列", async db => $"编号系列 {await SeriesAsync(db)} 个：连续、不重复");
        await PartAsync("申报书", async db => $"申报书 {await FormsAsync(db)} 版，推荐汇总表和项目类型各版：指纹已核对");
        await PartAsync("总账", async db => $"总账 {await LedgerAsync(db)}：余额由记账推出，借贷已核对；预算、券、订单、支付等各行与事件里的指纹已核对");
        await PartAsync("锚文件", async _ =>
        {
            problems.AddRange(await anchors.CheckAsync());
            return "锚文件：已核对";
        });
        await PartAsync("PDF", async db => await PdfOutbox.Stuck(db, clock.GetUtcNow()).CountAsync() is > 0 and var stuck ? $"注意：{stuck} 份文书的 PDF 还没有生成，原因见管理员首页的“文书 PDF”" : "PDF：没有压住的");

        // One part that cannot be read does not hide the others.
        async Task PartAsync(string name, Func<WorkflowsDbContext, Task<string>> check)
        {
            try
            {
                await using var db = contexts.Create();
                await output.WriteLineAsync(await check(db));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"{name}：读到一半读不下去了（{StorageTrouble.Of(e)?.What ?? e.Message}），后面的没有核对");
            }
        }

        foreach (var problem in problems) await output.WriteLineAsync("不符：" + problem);
        await output.WriteLineAsync(problems.Count == 0 ? "核对完毕，没有发现问题。" : $"核对完毕，发现 {problems.Count} 处问题。");
        return problems;
    }

    private async Task<int> CasesAsync(WorkflowsDbContext db)
    {
        var count = 0;
        var numbers = await RegisterCheck.CaseNumbersAsync(db);
        await foreach (var row in db.Cases.AsNoTracking().OrderBy(c => c.Id).AsAsyncEnumerable())
        {
            count++;
            problems.AddRange(await cases.CompareAsync(row, await ChainAsync(row.Id, row.Sequence, row.HeadHash), numbers.GetValueOrDefault(row.Id)));
        }

        return count;
    }

    private async Task<int> BatchesAsync(WorkflowsDbContext db)
    {
        var rows = await db.Batches.AsNoTracking().Include(b => b.Items).ToListAsync();
        foreach (var row in rows) problems.AddRange(await batches.CompareAsync(db, row, await ChainAsync(row.Id, row.Sequence, row.HeadHash)));
        return rows.Count;
    }

    private async Task<List<EventRow>> ChainAsync(string streamId, int sequence, string head)
    {
        await using var db = contexts.Create();
        var events = await db.Events.AsNoTracking().Where(e => e.StreamId == streamId).OrderBy(e => e.Sequence).ToListAsync();
        var previous = "";
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Sequence != i + 1 || !EventChain.Fits(events[i], previous)) problems.Add($"{streamId} 第 {i + 1} 条事件与前后不连");
            previous = events[i].Hash;
        }

        if (events.Count != sequence || previous != head) problems.Add($"{streamId} 的链头不符");
        return events;
    }

    private async Task<int> AuditAsync(WorkflowsDbContext db)
    {
        var count = 0;
        var previous = "";
        await foreach (var row in db.AuditLog.AsNoTracking().OrderBy(a => a.Sequence).AsAsyncEnumerable())
        {
            count++;
            if (row.Sequence != count || !AuditLog.Fits(row, previous)) problems.Add($"日志第 {count} 条与前后不连");
            previous = row.Hash;
        }

        return count;
    }

    private async Task<string> DocumentsAsync(WorkflowsDbContext db)
    {
        var proved = cases.Documents.Concat(batches.Documents).DistinctBy(d => d.Id).ToDictionary(d => d.Id);
        var papers = await RegisterCheck.DocumentsAsync(db, proved, hash => vault.IsIntactAsync(hash));
        var certificates = await RegisterCheck.CertificatesAsync(db, proved);
        problems.AddRange([.. papers.Problems, .. certificates.Problems]);
        await foreach (var file in db.Attachments.AsNoTracking().AsAsyncEnumerable())
            if (!await vault.IsIntactAsync(file.Sha256)) problems.Add($"附件 {file.FileName}（{file.Id}）缺失或被改动");
        return $"文书 {papers.Count} 份、证书 {certificates.Count} 本：与事件、指纹已核对{(proved.Values.Count(d => d.Seal is null) is > 0 and var old ? $"，其中 {old} 份印发时还没有记入事件，只核对了指纹" : "")}";
    }

    private async Task<int> SeriesAsync(WorkflowsDbContext db)
    {
        var rows = await db.NumberSeries.AsNoTracking().ToListAsync();
        foreach (var row in rows)
        {
            var numbers = await db.IssuedNumbers.Where(n => n.Series == row.Series).OrderBy(n => n.Number).Select(n => n.Number).ToListAsync();
            var expected = 1;
            foreach (var number in numbers)
            {
                if (number != expected && !row.Starts.Contains($",{number},", StringComparison.Ordinal)) problems.Add($"编号系列 {row.Series}：第 {expected} 号之后断号");
                expected = number + 1;
            }

            if (row.Next != expected && !row.Starts.Contains($",{row.Next},", StringComparison.Ordinal)) problems.Add($"编号系列 {row.Series}：下一号不符");
        }

        problems.AddRange(await RegisterCheck.NumbersAsync(db));
        return rows.Count;
    }

    private async Task<string> LedgerAsync(WorkflowsDbContext db)
    {
        var (accounts, postings, wrong) = await LedgerCheck.RunAsync(db);
        problems.AddRange(wrong);
        await foreach (var row in FundStreams.RowsAsync(db))
        {
            var events = await ChainAsync(row.Id, row.Sequence, row.HeadHash);
            if (events.Count > 0 && FundStreams.IsAsSealed(db, row, events[^1]) == false) problems.Add($"{TableWords.Of(db.Model.FindEntityType(row.GetType())!)} {row.Id}：内容与最后一次办理时记入事件的不同");
        }

        return $"{accounts} 个账户、{postings} 笔记账";
    }

    private async Task<int> FormsAsync(WorkflowsDbContext db)
    {
        var (count, wrong) = await RegisterCheck.FormsAsync(db, hash => vault.IsIntactAsync(hash));
        problems.AddRange(wrong);
        return count;
    }
}
