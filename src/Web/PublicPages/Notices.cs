using System.Text.Json;
using Innovation.Web.Components;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Notices;
using Innovation.Workflows.Registers;
using Innovation.Workflows.Storage;
using Microsoft.EntityFrameworkCore;

namespace Innovation.Web.PublicPages;

/// <summary>A public notice: the issued document, and beside it where its items stand now.</summary>
public sealed record NoticeView(BatchRow Batch, DocumentRow Document, DocumentOrder Facts, DocumentText Paper)
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<NoticeItem> Items { get; init; } = [];

    public required DueView Due { get; init; }

    public IReadOnlyList<DayCell> Days { get; init; } = [];

    public string Title => Paper.Title;

    public bool IsOpen => Batch.EndsAt is { } ends && Now < ends;

    public string StateName => IsOpen ? "公示中" : "公示期满";
}

/// <summary>An item of a notice with its live state.</summary>
/// <param name="Number">Place in the list, from 1.</param>
/// <param name="Note">Such as 9月15日受理异议，此项暂停.</param>
public sealed record NoticeItem(int Number, string CaseId, string OrganizationName, string Item, string State, string? Note);

/// <summary>Items in the same state, for 目前情况.</summary>
public sealed record NoticeGroup(string Numbers, string State, string? Note);

/// <summary>Reads public notices. What it reads is public; nothing else of a case is told.</summary>
public static class Notices
{
    /// <summary>Published notices, newest first.</summary>
    public static IQueryable<BatchRow> Published(WorkflowsDbContext db) =>
        db.Batches.AsNoTracking().Where(b => b.Kind == BatchKind.Notice && b.ActedAt != null && b.DocumentId != null && (b.Status == BatchStatus.Acted || b.Status == BatchStatus.Closed));

    public static async Task<NoticeView?> ReadAsync(WorkflowsDbContext db, IDocumentWriter writer, WorkingCalendar calendar, string batchId, DateTimeOffset now, CancellationToken cancellation)
    {
        var batch = await Published(db).SingleOrDefaultAsync(b => b.Id == batchId, cancellation);
        if (batch is null) return null;
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == batch.DocumentId && d.Public, cancellation);
        if (document is null || batch.EndsAt is not { } ends) return null;
        var facts = document.ReadFacts();
        return new NoticeView(batch, document, facts, writer.Read(facts))
        {
            Now = now,
            Items = await ItemsAsync(db, batch, facts, now, cancellation),
            Due = Calls.Due(ends, calendar, now),
            Days = DaysOf(facts, calendar, ChinaTime.DateOf(now)),
        };
    }

    /// <summary>第 1 至 5 项 together where nothing differs.</summary>
    public static IReadOnlyList<NoticeGroup> Group(IReadOnlyList<NoticeItem> items)
    {
        var groups = new List<NoticeGroup>();
        for (var i = 0; i < items.Count;)
        {
            var end = i;
            while (end + 1 < items.Count && items[end + 1].State == items[i].State && items[end + 1].Note == items[i].Note) end++;
            groups.Add(new NoticeGroup(end == i ? $"第 {items[i].Number} 项" : $"第 {items[i].Number} 至 {items[end].Number} 项", items[i].State, items[i].Note));
            i = end + 1;
        }

        return groups;
    }

    private static async Task<IReadOnlyList<NoticeItem>> ItemsAsync(WorkflowsDbContext db, BatchRow batch, DocumentOrder facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var members = await db.BatchItems.AsNoTracking().Where(i => i.BatchId == batch.Id)
            .Join(db.Cases.AsNoTracking(), i => i.CaseId, c => c.Id, (i, c) => new { i.CaseId, i.Spread, c.Number, c.ApplicantStatus }).ToListAsync(cancellation);
        var objections = await db.Objections.AsNoTracking().Where(o => o.BatchId == batch.Id && o.RealName).OrderBy(o => o.ReceivedAt)
            .Select(o => new { o.CaseId, o.Status, o.ReceivedAt, o.AnsweredAt }).ToListAsync(cancellation);
        var items = new List<NoticeItem>();
        for (var i = 0; i < facts.List.Count; i++)
        {
            var listed = facts.List[i];
            if (members.FirstOrDefault(m => m.Number == listed.CaseNumber) is not { } member) continue;
            var own = objections.Where(o => o.CaseId == member.CaseId).ToList();
            var (state, note) = own switch
            {
                _ when own.FirstOrDefault(o => o.Status == ObjectionStatus.Upheld) is { } upheld => ("异议成立", $"{Day(upheld.AnsweredAt ?? upheld.ReceivedAt)}作出处理，此项不予认定"),
                _ when own.FirstOrDefault(o => o.Status == ObjectionStatus.Open) is { } open => ("异议核查中", $"{Day(open.ReceivedAt)}收到异议，此项暂停"),
                _ when member.ApplicantStatus == "已认定" => ("已认定", (string?)null),
                _ when now >= batch.EndsAt => ("公示期满", null),
                _ when own.LastOrDefault(o => o.Status == ObjectionStatus.Dismissed) is { } dismissed => ("公示中", $"{Day(dismissed.AnsweredAt ?? dismissed.ReceivedAt)}经核查异议不成立，恢复公示"),
                _ => ("公示中", null),
            };
            items.Add(new NoticeItem(i + 1, member.CaseId, listed.OrganizationName, listed.Item, state, note));
        }

        return items;

        string Day(DateTimeOffset at) => DateText.Short(ChinaTime.DateOf(at), ChinaTime.DateOf(now));
    }

    private static List<DayCell> DaysOf(DocumentOrder facts, WorkingCalendar calendar, DateOnly today)
    {
        var cells = new List<DayCell>();
        if (facts.StartsOn is not { } first || facts.EndsOn is not { } last) return cells;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (!calendar.IsWorkingDay(day)) continue;
            cells.Add(new DayCell(day == today ? "今天" : $"{day:MM-dd}", day < today ? DayState.Used : day == today ? DayState.Now : DayState.Left, day == last));
        }

        return cells;
    }
}
