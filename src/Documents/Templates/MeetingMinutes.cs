namespace Innovation.Documents.Templates;

/// <summary>Facts of a 会议纪要.</summary>
/// <param name="Title">Such as 大冶市科学技术局局长办公会议纪要.</param>
/// <param name="Number">期号, such as 2026年第 7 次; null when none.</param>
/// <param name="Time">会议时间, as printed.</param>
/// <param name="Place">会议地点.</param>
/// <param name="Chair">主持人.</param>
/// <param name="Recorder">记录人.</param>
/// <param name="Attendees">出席.</param>
/// <param name="Absentees">缺席.</param>
/// <param name="Topics">议题.</param>
public sealed record MeetingMinutesFacts(
    string Title, string? Number, string Time, string Place, string Chair, string Recorder, IReadOnlyList<string> Attendees,
    IReadOnlyList<string> Absentees, IReadOnlyList<MeetingTopic> Topics);

/// <summary>One topic of a meeting.</summary>
/// <param name="Title">议题.</param>
/// <param name="Discussion">审议情况.</param>
/// <param name="Recused">回避人员.</param>
/// <param name="For">同意票; null when decided by recorded consensus.</param>
/// <param name="Against">不同意票.</param>
/// <param name="Abstained">弃权票.</param>
/// <param name="Decision">会议决定.</param>
/// <param name="Deferred">暂缓票, printed instead of 弃权 where members may defer; null otherwise.</param>
public sealed record MeetingTopic(
    string Title, string Discussion, IReadOnlyList<string> Recused, int? For, int? Against, int? Abstained, string Decision, int? Deferred = null)
{
    /// <summary>离任未表决: members who left before they had voted.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];
}

/// <summary>会议纪要.</summary>
public static class MeetingMinutes
{
    private const string Name = "会议纪要";

    /// <summary>Builds the minutes.</summary>
    /// <exception cref="MissingDocumentFieldException">A mandatory value is missing.</exception>
    public static DocumentModel Build(MeetingMinutesFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var required = new Required(Name);
        var attendees = required.Any(facts.Attendees, nameof(facts.Attendees), "出席人员");
        var topics = required.Any(facts.Topics, nameof(facts.Topics), "议题");
        List<Block> blocks =
        [
            new FactList(
            [
                new("时间", required.Text(facts.Time, nameof(facts.Time), "会议时间")),
                new("地点", required.Text(facts.Place, nameof(facts.Place), "会议地点")),
                new("主持", required.Text(facts.Chair, nameof(facts.Chair), "主持人")),
                new("出席", string.Join("、", attendees)),
                new("缺席", facts.Absentees is { Count: > 0 } ? string.Join("、", facts.Absentees) : "无"),
                new("记录", required.Text(facts.Recorder, nameof(facts.Recorder), "记录人")),
            ]),
        ];
        for (var i = 0; i < topics.Count; i++)
        {
            var topic = topics[i];
            blocks.Add(new Heading(1, $"{(i < 99 ? ChineseText.Ordinal(i + 1) : $"{i + 1}")}、{required.Text(topic.Title, nameof(topic.Title), "议题")}"));
            if (!string.IsNullOrWhiteSpace(topic.Discussion)) blocks.Add(new Paragraph(topic.Discussion));
            blocks.Add(new Paragraph("回避：" + (topic.Recused is { Count: > 0 } ? string.Join("、", topic.Recused) : "无") + "。"));
            if (topic.Left is { Count: > 0 }) blocks.Add(new Paragraph($"离任未表决：{string.Join("、", topic.Left)}，不计入人数。"));
            blocks.Add(new Paragraph(topic.For is { } yes
                ? $"表决：同意 {yes} 票，不同意 {topic.Against ?? 0} 票，{(topic.Deferred is { } later ? $"暂缓 {later}" : $"弃权 {topic.Abstained ?? 0}")} 票。"
                : "表决：与会人员一致意见，未投票。"));
            blocks.Add(new Paragraph($"会议决定：{required.Text(topic.Decision, nameof(topic.Decision), "会议决定")}"));
        }

        blocks.Add(new SignatureLines(["主持人签名", "记录人签名"]));
        return new DocumentModel
        {
            Kind = DocumentKind.MeetingMinutes,
            Title = required.Text(facts.Title, nameof(facts.Title), "标题"),
            Subtitle = facts.Number,
            Blocks = blocks,
        };
    }
}
