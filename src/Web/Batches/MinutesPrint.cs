using Innovation.Documents;
using Innovation.Documents.Html;
using Innovation.Documents.Templates;
using Innovation.Workflows.Cases;
using Innovation.Workflows.Deadlines;
using Innovation.Workflows.Definitions;
using Innovation.Workflows.Reviews;

namespace Innovation.Web.Batches;

/// <summary>会议纪要 on paper.</summary>
public sealed class MinutesPrint(BatchDesk desk)
{
    /// <summary>The minutes of a concluded meeting.</summary>
    public async Task<string> RenderAsync(BatchView view, CancellationToken cancellation)
    {
        var state = view.State;
        var history = await desk.HistoryAsync(view.Row.Id, cancellation);
        var recorder = history.LastOrDefault(e => e.Type == "meetingConcluded")?.ActorWords ?? "";
        var held = state.ScheduledAt ?? history.FirstOrDefault(e => e.Type == "meetingOpened")?.At ?? view.Row.CreatedAt;
        string Name(string user) => state.Members.FirstOrDefault(m => m.UserId == user)?.Name ?? "";
        var stage = DefinitionIndex.Of(view.Programme.Process)[view.Row.StageId].Stage;
        var topics = view.Items.Select(line =>
        {
            var item = state.Find(line.Case.Id)!;
            var tally = line.Tally ?? BatchRules.Tally(state, item);
            var voted = state.Mode == MeetingMode.Vote;
            return new MeetingTopic(
                $"{line.Case.OrganizationName}　{line.Case.Title}（{line.Case.Number}）",
                line.Score is { } score ? $"推荐单位：{line.Case.Area}。专家评审得分 {ScoreText.Of(score)} 分{(line.Mean is { } mean ? $"（简单平均 {ScoreText.Of(mean)} 分{(line.Outliers > 0 ? $"，异常分 {line.Outliers} 份" : "")}）" : "")}，排第 {line.Rank} 名。" : $"推荐单位：{line.Case.Area}。",
                [.. item.Recused.Select(r => $"{Name(r.UserId)}（{r.Reason}）")],
                voted ? tally.Approve : null, voted ? tally.Reject : null, null,
                $"{stage.FindOutcome(line.Row.Outcome)?.Name ?? (tally.Decision is { } decision ? BatchWords.Of(decision) : "未议定")}。", voted ? tally.Defer : null) { Left = [.. (item.Left ?? []).Select(Name)] };
        }).ToList();
        var model = MeetingMinutes.Build(new MeetingMinutesFacts(
            state.Title + (state.Title.EndsWith("纪要", StringComparison.Ordinal) ? "" : "纪要"), view.Row.Number,
            $"{ChinaTime.LongDate(ChinaTime.DateOf(held))} {ChinaTime.Clock(held)}", state.Place.Length > 0 ? state.Place : "没有记载",
            "（主持人签名见文末）", recorder.Length > 0 ? recorder : "（记录人签名见文末）",
            [.. state.Present.Select(Name)], [.. state.Members.Where(m => !state.Present.Contains(m.UserId)).Select(m => m.Name)], topics));
        if (state.Text.Length > 0) model = model with { Blocks = [model.Blocks[0], new Paragraph(state.Text), .. model.Blocks.Skip(1)] };
        return HtmlRenderer.Render(model);
    }
}
