using System.Text.Json.Nodes;
using Innovation.Workflows.Texts;

namespace Innovation.Workflows.Programs.Exchange;

/// <summary>Differences between two programme documents in words, grouped by what they are about.</summary>
public static class ProgrammeDiff
{
    private const int Longest = 120;

    /// <summary>Differences of two programmes.</summary>
    public static IReadOnlyList<ProgrammeChange> Compare(Programme before, Programme after) => Compare(ProgrammeFile.ToDocument(before), ProgrammeFile.ToDocument(after));

    /// <summary>Differences of two documents, which may be drafts; in the order of the new one, what is gone last.</summary>
    public static IReadOnlyList<ProgrammeChange> Compare(JsonObject before, JsonObject after)
    {
        var old = Subjects.Of(before).ToDictionary(s => s.Key);
        var now = Subjects.Of(after);
        var present = now.Select(s => s.Key).ToHashSet();
        var moved = Moved([.. old.Values], now);
        var changes = new List<ProgrammeChange>();
        foreach (var subject in now)
        {
            if (!old.TryGetValue(subject.Key, out var was))
            {
                // A new stage is one change; its outcomes come with it.
                if (old.ContainsKey(subject.Owner) || !present.Contains(subject.Owner)) changes.Add(new(subject.Group, ChangeKind.Added, subject.StageId, $"新增{subject.Title}{Where(subject)}"));
                continue;
            }

            if (was.Name != subject.Name) changes.Add(new(subject.Group, ChangeKind.Renamed, subject.StageId, $"{was.Title}改名为“{subject.Name}”"));
            if (was.Owner != subject.Owner) changes.Add(new(subject.Group, ChangeKind.Moved, subject.StageId, $"{subject.Title}由{was.OwnerWords}移到{subject.OwnerWords}"));
            else if (moved.Contains(subject.Key)) changes.Add(new(subject.Group, ChangeKind.Moved, subject.StageId, $"{subject.Title}的顺序移到{After(now, subject)}"));
            foreach (var title in was.Values.Keys.Union(subject.Values.Keys))
            {
                var (from, to) = (was.Values.GetValueOrDefault(title), subject.Values.GetValueOrDefault(title));
                if (from == to) continue;
                var words = (from, to) switch
                {
                    (null, _) => $"设为“{Short(to!)}”",
                    (_, null) => $"由“{Short(from)}”改为不写",
                    _ => $"由“{Short(from)}”改为“{Short(to)}”",
                };
                changes.Add(new(subject.Group, ChangeKind.Changed, subject.StageId, $"{(subject.Group.Contains($"“{subject.Name}”", StringComparison.Ordinal) || subject.What == "项目类型" ? "" : subject.Title + "的")}{title}{words}"));
            }
        }

        foreach (var gone in old.Values.Where(s => !present.Contains(s.Key) && (present.Contains(s.Owner) || !old.ContainsKey(s.Owner))))
            changes.Add(new(gone.Group, ChangeKind.Removed, gone.StageId, $"删去{gone.Title}{Where(gone)}"));
        return changes;
    }

    private static string Where(Subject subject) => subject.What == "环节" && subject.OwnerWords != "主流程" ? $"（在{subject.OwnerWords}）" : "";

    private static string Short(string text) => CleanText.Cut(text, Longest, "…");

    private static string After(List<Subject> all, Subject subject)
    {
        var before = all.TakeWhile(s => s != subject).LastOrDefault(s => s.Owner == subject.Owner && s.What == subject.What);
        return before is null ? "最前" : $"“{before.Name}”之后";
    }

    /// <summary>What stands elsewhere in the order: everything outside the longest part that kept its order.</summary>
    private static HashSet<string> Moved(List<Subject> old, List<Subject> now)
    {
        var moved = new HashSet<string>();
        var places = old.Select((s, i) => (s, i)).ToDictionary(p => p.s.Key, p => p);
        foreach (var group in now.Where(s => s.What is not ("文书" or "规则") && places.TryGetValue(s.Key, out var was) && was.s.Owner == s.Owner).GroupBy(s => (s.Owner, s.What)))
        {
            var order = group.Select(s => places[s.Key].i).ToList();
            var keep = Increasing(order);
            foreach (var (subject, i) in group.Select((s, i) => (s, i)))
                if (!keep.Contains(i)) moved.Add(subject.Key);
        }

        return moved;
    }

    /// <summary>Indices of a longest increasing run.</summary>
    private static HashSet<int> Increasing(List<int> order)
    {
        var length = new int[order.Count];
        var previous = new int[order.Count];
        var best = -1;
        for (var i = 0; i < order.Count; i++)
        {
            (length[i], previous[i]) = (1, -1);
            for (var j = 0; j < i; j++)
                if (order[j] < order[i] && length[j] + 1 >= length[i] && length[j] >= 1) (length[i], previous[i]) = (length[j] + 1, j);
            if (best < 0 || length[i] >= length[best]) best = i;
        }

        var kept = new HashSet<int>();
        for (var i = best; i >= 0; i = previous[i]) kept.Add(i);
        return kept;
    }
}
