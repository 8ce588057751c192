using Innovation.Workflows.Engine;

namespace Innovation.Workflows.Cases;

/// <summary>When and where a meeting is held: minutes need both.</summary>
public static class MeetingPlace
{
    /// <summary>What people write where they do not know the place yet.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "未定", "待定", "暂定", "暂未确定", "未确定", "另定", "另行通知", "另行注明", "会议地点另行注明", "待通知", "无", "不详", "地点", "会议室待定", "TBD",
    };

    /// <summary>Whether this names a place.</summary>
    public static bool IsNamed(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var letters = string.Concat(place.Where(char.IsLetterOrDigit));
        return letters.Length > 1 && !Placeholders.Contains(letters);
    }

    /// <summary>What of the two is missing for the minutes; null: nothing.</summary>
    public static Refusal? Missing(DateTimeOffset? scheduledAt, string place) => (scheduledAt, IsNamed(place)) switch
    {
        (null, false) => new("meeting.arrangement", "scheduledAt", "开会时间和地点还没有写明，请在“开会时间和地点”里写明，再形成纪要。"),
        (null, _) => new("meeting.arrangement", "scheduledAt", "开会时间还没有写明，请在“开会时间和地点”里写明，再形成纪要。"),
        (_, false) => new("meeting.arrangement", "place", $"会议地点还没有写明{(place.Length > 0 ? $"（现在写的是“{place}”）" : "")}，请在“开会时间和地点”里写明，再形成纪要。"),
        _ => null,
    };
}
