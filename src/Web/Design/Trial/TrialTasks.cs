using Innovation.Web.Components;
using Innovation.Web.Office;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Engine.Simulation;

namespace Innovation.Web.Design;

/// <summary>One task of a trial run.</summary>
/// <param name="Item">The work item; null: something that happens without one.</param>
/// <param name="Who">Who may act, in words.</param>
/// <param name="Proposed">Key of the person who acts when nobody else is chosen.</param>
/// <param name="Able">Those who may act.</param>
/// <param name="Others">Those who will be refused.</param>
/// <param name="Moves">What can be done, one button each.</param>
/// <param name="MostScore">For a score: the highest total.</param>
public sealed record TrialTask(int? Item, string Title, string Who, string? Proposed, IReadOnlyList<OptionView> Able, IReadOnlyList<OptionView> Others, IReadOnlyList<TrialMove> Moves, decimal? MostScore);

/// <summary>The tasks of one open stage.</summary>
/// <param name="Due">Its period in words; null: none runs.</param>
/// <param name="Batch">What happens in a batch here; null: the case is handled by itself.</param>
/// <param name="ScoresLeft">How many experts have not handed in.</param>
public sealed record TrialStageTasks(string StageId, string Name, string? Due, string? Batch, IReadOnlyList<TrialTask> Tasks, int ScoresLeft, decimal MostScore);

/// <summary>The open tasks of a trial run as its page shows them.</summary>
public static class TrialTasks
{
    private const decimal UsualMost = 100;

    public static IReadOnlyList<TrialStageTasks> Of(TrialBench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var index = DefinitionIndex.Of(bench.Programme.Process);
        var moves = bench.Moves;
        return [.. bench.Run.State.Activations.Where(a => a.Items.Length > 0 || moves.Any(m => m.StageId == a.StageId) || index[a.StageId].Stage.Branches.Count == 0).Select(a => Stage(bench, moves, index[a.StageId].Stage, a))];
    }

    private static TrialStageTasks Stage(TrialBench bench, IReadOnlyList<TrialMove> moves, Stage stage, Activation open)
    {
        var most = stage is ExpertReviewStage expert && bench.Programme.FindSheet(expert.Sheet) is { MaxTotal: > 0 } sheet ? sheet.MaxTotal : UsualMost;
        var tasks = open.Items.Where(i => !i.Done).Select(i => Task(bench, moves, i, most)).OfType<TrialTask>().ToList();
        tasks.AddRange(moves.Where(m => m.StageId == stage.Id && m.Item is null).Select(m => new TrialTask(null, m.Words, "", null, [], [], [m], null)));
        return new(stage.Id, stage.Name, Due(bench, open), BatchWords(stage, open), tasks, open.Items.Count(i => i is { Done: false, Purpose: WorkPurpose.Score }), most);
    }

    private static TrialTask? Task(TrialBench bench, IReadOnlyList<TrialMove> moves, WorkItem item, decimal most)
    {
        var own = moves.Where(m => m.Item == item.Id).ToList();
        var scored = bench.Run.Moves.FirstOrDefault(m => m.Item == item.Id && TrialBench.IsScore(m));
        if (own.Count == 0 && scored is null) return null;
        var proposed = (scored ?? own[0]).Actor;
        var pool = item.Candidates.SelectMany(bench.People.Of).Concat(bench.People.Usual()).DistinctBy(p => p.Key).Select(p => (Person: p, May: bench.Run.MayAct(item.Id, p.Actor) is null)).ToList();
        return new(item.Id, item.Purpose is WorkPurpose.Decide ? "" : StageWords.Purpose(item.Purpose), string.Join("、", item.Candidates.Select(bench.People.Receiver).Distinct()),
            pool.FirstOrDefault(p => p.May && p.Person.Actor.UserId == proposed.UserId).Person?.Key,
            [.. pool.Where(p => p.May).Select(p => bench.People.Option(p.Person))], [.. pool.Where(p => !p.May).Select(p => bench.People.Option(p.Person))], own, scored is null ? null : most);
    }

    private static string? Due(TrialBench bench, Activation open)
    {
        if (open.Deadlines.FirstOrDefault(d => d.PausedOn is not null) is { } paused) return $"暂停计时，还剩 {paused.Remaining}{(paused.Unit == PeriodUnit.WorkingDays ? " 个工作日" : "")}";
        return open.Deadlines.IsEmpty ? null : string.Join("；", open.Deadlines.Select(d => Words(bench, d)));
    }

    /// <summary>9月16日（周三）24:00，还剩 3 个工作日, seen from the virtual clock.</summary>
    public static string Words(TrialBench bench, Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(deadline);
        var name = deadline.Purpose == DeadlinePurpose.Notice ? "公示期至 " : DeadlineWords.Of(deadline.Purpose) is { } purpose ? purpose + "期限 " : "";
        return $"{name}{ChinaTime.Due(deadline.DueAt, bench.Calendar, bench.Today)}，{ChinaTime.Remaining(ChinaTime.LastDayOf(deadline.DueAt), bench.Today, bench.Calendar)}";
    }

    private static string? BatchWords(Stage stage, Activation open) => stage switch
    {
        MeetingStage => open.BatchId is null ? "成批办理：先列入会议，再由会议审定" : "已列入会议",
        PublicNoticeStage when open.Published => "公示中：等公示期满，或者有人提出异议",
        PublicNoticeStage => open.BatchId is null ? "成批办理：先列入公示，再发布" : "已列入公示",
        DecisionStage => open.BatchId is null ? "成批办理：先列入发文，再签发" : "已列入发文，拟稿、核稿、签发合为一步",
        _ when open.ReturnedTo is not null => "已退回，等改好后转回",
        _ when open.Supplement is not null => "等申报单位补正",
        _ => null,
    };
}
