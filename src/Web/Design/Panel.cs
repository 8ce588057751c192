namespace Innovation.Web.Design;

/// <summary>Reads the posted panel of a stage.</summary>
internal static class Panel
{
    /// <summary>Name of the control that says who acts: <c>initiator</c>, <c>role</c>, <c>users</c> or <c>sameAs</c>.</summary>
    public const string AssignKind = "assign.kind";

    /// <summary>Name of the control that says what happens when the time is over: <c>escalate</c>, <c>outcome</c>, <c>replaceExperts</c> or nothing.</summary>
    public const string ExpiryKind = "expiry.kind";

    /// <summary>What was posted for an option; null when it has no control there. Of what excludes each other only the chosen counts.</summary>
    public static string? Posted(IFormCollection form, string path)
    {
        if (path.StartsWith("assign.", StringComparison.Ordinal) && form.TryGetValue(AssignKind, out var who))
        {
            if (path == "assign.initiator") return who == "initiator" ? "true" : "";
            if (path != $"assign.{who}" && !(who == "role" && path == "assign.scope")) return "";
        }

        if (path.StartsWith("deadline.onExpiry.", StringComparison.Ordinal) && form.TryGetValue(ExpiryKind, out var then))
        {
            if (path == "deadline.onExpiry.replaceExperts") return then == "replaceExperts" ? "true" : "";
            if (path != $"deadline.onExpiry.{then}") return "";
        }

        if (form.TryGetValue($"o.{path}.key", out var keys))
        {
            var values = form[$"o.{path}.value"];
            return string.Join('\n', keys.Select((key, i) => (Key: key?.Trim(), Value: values.ElementAtOrDefault(i)?.Trim())).Where(m => m.Key?.Length > 0 || m.Value?.Length > 0).Select(m => $"{m.Key}={m.Value}"));
        }

        return form.TryGetValue("o." + path, out var posted) ? string.Join(",", posted.Where(v => !string.IsNullOrEmpty(v))) : null;
    }
}
