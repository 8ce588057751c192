using System.Text.Json;
using Innovation.Web.Clock;
using Innovation.Web.Jobs;
using Innovation.Workflows.Audit;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds;
using Innovation.Workflows.Funds.Ledger;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Files;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.Startup;

/// <summary><c>./run verify</c>: hash chains, states, document hashes, number series, anchors.</summary>
public sealed class Verify(IDbContexts contexts, FileVault vault, Anchors anchors, RealClock clock)
{
    private readonly List<string> problems = [];

    /// <returns>Everything that does not fit; empty when all is well.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(TextWriter output)
    {
        problems.AddRange((await IntegrityWatch.FindAsync(contexts, whole: true)).Select(p => "数据库文件：" + p));
        await PartAsync("案件", async db => $"案件 {await CasesAsync(db)} 件：事件链与状态已核对");
        await PartAsync("批次", async db => $"批次 {await BatchesAsync(db)} 批：事件链与状态已核对");
        await PartAsync("日志", async db => $"日志 {await AuditAsync(db)} 条：链已核对");
        await PartAsync("文书和附件", async db => $"文书 {await DocumentsAsync(db)} 份：指纹已核对");
        await PartAsync("编号系列", async db => $"编号系列 {await SeriesAsync(db)} 个：连续、不重复");
        await PartAsync("申报书", async db => $"申报书 {await FormsAsync(db)} 版：指纹已核对");
        await PartAsync("总账", async db => $"总账 {await LedgerAsync(db)}：余额由记账推出，借贷已核对");
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
            catch (Exception e) when (StorageTrouble.Of(e) is not null || e is JsonException or InvalidOperationException or FormatException or System.Data.Common.DbException)
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
        await foreach (var row in db.Cases.AsNoTracking().OrderBy(c => c.Id).AsAsyncEnumerable())
        {
            count++;
            var events = await ChainAsync(row.Id, row.Sequence, row.HeadHash);
            var state = ProcessEngine.Replay(events.Select(e => EngineJson.ReadEvent(e.Body)));
            if (EngineJson.Write(state) != row.State) problems.Add($"案件 {row.Number ?? row.Id}：事件推出的状态与存储的不同");
            if (state.Phase != row.Phase || state.Result != row.Result || state.ApplicantStatus != row.ApplicantStatus) problems.Add($"案件 {row.Number ?? row.Id}：列表与状态不同");
            await using var second = contexts.Create();
            var open = await second.WorkItems.Where(w => w.CaseId == row.Id && w.State == WorkItemState.Open).Select(w => w.Item).OrderBy(i => i).ToListAsync();
            if (!open.SequenceEqual(state.Activations.SelectMany(a => a.Items).Where(i => !i.Done).Select(i => i.Id).Order())) problems.Add($"案件 {row.Number ?? row.Id}：待办与状态不同");
            var deadlines = await second.Deadlines.Where(d => d.CaseId == row.Id && d.ClosedAt == null).Select(d => d.Deadline).OrderBy(i => i).ToListAsync();
            if (!deadlines.SequenceEqual(state.Activations.SelectMany(a => a.Deadlines).Select(d => d.Id).Order())) problems.Add($"案件 {row.Number ?? row.Id}：期限与状态不同");
        }

        return count;
    }

    private async Task<int> BatchesAsync(WorkflowsDbContext db)
    {
        var rows = await db.Batches.AsNoTracking().ToListAsync();
        foreach (var row in rows)
        {
            var events = await ChainAsync(row.Id, row.Sequence, row.HeadHash);
            var state = events.Select(e => JsonSerializer.Deserialize<BatchEvent>(e.Body, EngineJson.Options)!).Aggregate(new BatchState(), BatchEvolution.Apply);
            if (JsonSerializer.Serialize(state, EngineJson.Options) != row.State) problems.Add($"批次 {row.Title}：事件推出的状态与存储的不同");
        }

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

    private async Task<int> DocumentsAsync(WorkflowsDbContext db)
    {
        var count = 0;
        await foreach (var row in db.Documents.AsNoTracking().AsAsyncEnumerable())
        {
            count++;
            if (CanonicalJson.Sha256Hex(row.Html) != row.HtmlSha256) problems.Add($"文书 {row.Number ?? row.Id} 的内容与指纹不符");
            if (row.PdfSha256 is { } pdf && !await vault.IsIntactAsync(pdf)) problems.Add($"文书 {row.Number ?? row.Id} 的 PDF 缺失或被改动");
        }

        await foreach (var file in db.Attachments.AsNoTracking().AsAsyncEnumerable())
            if (!await vault.IsIntactAsync(file.Sha256)) problems.Add($"附件 {file.FileName}（{file.Id}）缺失或被改动");
        return count;
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

        return rows.Count;
    }

    private async Task<string> LedgerAsync(WorkflowsDbContext db)
    {
        var (accounts, postings, wrong) = await LedgerCheck.RunAsync(db);
        problems.AddRange(wrong);
        await foreach (var (id, sequence, head) in FundStreams.HeadsAsync(db)) await ChainAsync(id, sequence, head);
        return $"{accounts} 个账户、{postings} 笔记账";
    }

    private async Task<int> FormsAsync(WorkflowsDbContext db)
    {
        var count = 0;
        await foreach (var row in db.FormVersions.AsNoTracking().AsAsyncEnumerable())
        {
            count++;
            if (CanonicalJson.Sha256Hex(row.Values) != row.Hash) problems.Add($"申报书 {row.CaseId} 第 {row.Version} 版与指纹不符");
        }

        return count;
    }
}
