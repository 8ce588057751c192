using Innovation.Workflows.Cases;
using Innovation.Workflows.Reviews;

namespace Innovation.Web.Batches;

/// <summary>Batches in the words of the pages.</summary>
public static class BatchWords
{
    /// <summary>State with kind and icon of its chip.</summary>
    public static (string Text, string Kind, string Icon) StatusOf(BatchRow batch, DateTimeOffset now) => (batch.Kind, batch.Status) switch
    {
        (_, BatchStatus.Cancelled) => ("已取消", "", "circle-minus"),
        (BatchKind.Meeting, BatchStatus.Preparing) => ("筹备中", "", "circle-dashed"),
        (BatchKind.Meeting, BatchStatus.Acted or BatchStatus.Closed) => ("已形成纪要", "done", "circle-check"),
        (BatchKind.Meeting, _) => ("会议进行中", "run", "progress"),
        (BatchKind.Notice, BatchStatus.Preparing) => ("待发布", "", "circle-dashed"),
        (BatchKind.Notice, _) when now < batch.EndsAt => ("公示中", "run", "speakerphone"),
        (BatchKind.Notice, _) => ("公示期满", "done", "circle-check"),
        (_, BatchStatus.Preparing) => ("拟稿中", "", "circle-dashed"),
        (_, BatchStatus.Open) => ("待核稿", "run", "progress"),
        (_, BatchStatus.Checked) => ("待签发", "run", "signature"),
        _ => ("已签发", "done", "circle-check"),
    };

    public static string Of(Vote vote) => vote switch { Vote.Approve => "同意", Vote.Reject => "不同意", _ => "暂缓" };

    public static string Of(MeetingMode mode) => mode == MeetingMode.Vote ? "票决" : "一致意见";

    /// <summary>办成, 没有办成 or 等待办理.</summary>
    public static string Of(BatchSpread spread) => spread switch { BatchSpread.Done => "办成", BatchSpread.Refused => "没有办成", _ => "等待办理" };

    /// <summary>Kind and icon of a vote that decided.</summary>
    public static (string Kind, string Icon) Look(Vote vote) => vote switch { Vote.Approve => ("done", "circle-check"), Vote.Reject => ("no", "circle-x"), _ => ("", "player-pause") };

    /// <summary>Where the page of a batch is.</summary>
    public static string PageOf(BatchRow batch) => batch.Kind == BatchKind.Meeting ? "/meetings/" + batch.Id : "/issuing/" + batch.Id;
}
