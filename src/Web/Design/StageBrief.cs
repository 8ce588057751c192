using System.Text.Json.Nodes;
using Innovation.Web.Administration;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Definitions.StageKinds;

namespace Innovation.Web.Design;

/// <summary>A stage of a draft in two or three short lines, as its card on the canvas shows it.</summary>
public static class StageBrief
{
    /// <summary>The lines; none when the stage is too broken to be read, which the list of problems tells.</summary>
    public static IReadOnlyList<string> Of(JsonObject stage) => DraftListPage.Part<Stage>(stage) is { } read ? [.. Lines(read).Where(line => line.Length > 0)] : [];

    /// <summary>The icon of a kind.</summary>
    public static string Icon(string kind) => kind switch
    {
        SubmissionStage.Kind => "file-pencil",
        ReviewStage.Kind => "user-check",
        ExpertReviewStage.Kind => "users",
        SiteVisitStage.Kind => "map-pin",
        MeetingStage.Kind => "gavel",
        PublicNoticeStage.Kind => "speakerphone",
        DecisionStage.Kind => "rubber-stamp",
        ChoiceStage.Kind => "arrows-split-2",
        ParallelStage.Kind => "git-fork",
        WaitStage.Kind => "hourglass",
        CopyStage.Kind => "mail",
        _ => "settings",
    };

    private static IEnumerable<string> Lines(Stage stage)
    {
        yield return stage switch
        {
            ExpertReviewStage expert => $"抽取 {expert.Panel.Count} 人{(expert.Blind ? "，盲评" : "")}",
            MeetingStage meeting => Role(meeting.Members) + (meeting.Quota is { } quota ? $"，限额 {quota} 家" : ""),
            PublicNoticeStage notice => $"{notice.NoticeDays} 个工作日，异议只暂停本件",
            DecisionStage => "拟稿、核稿、签发三人分办",
            ParallelStage parallel => parallel.WaitAll ? "有一支办结也等齐各支" : "各支同时办理",
            ChoiceStage => "先符合的先走",
            WaitStage { AwaitsEvent: true } wait => $"等“{wait.Event}”",
            _ => StageWords.Who(stage.Assign) + (stage is ReviewStage { Mode: not ReviewMode.Single } review ? "，" + Mode(review.Mode) : ""),
        };
        yield return stage.Deadline is null ? "" : StageWords.Deadline(stage.Deadline, stage, Role);
    }

    private static string Role(string role) => ProcessRoles.Names.GetValueOrDefault(role, role);

    private static string Mode(ReviewMode mode) => mode switch { ReviewMode.Any => "或签", ReviewMode.All => "会签", ReviewMode.Vote => "票签", ReviewMode.Sequential => "依次办理", _ => "认领" };
}
