namespace Innovation.Workflows.Organizations;

/// <summary>设置: one setting of the whole system, changed by an administrator.</summary>
public sealed class SettingRow
{
    /// <summary>Such as <c>secondFactor.required</c>.</summary>
    public required string Key { get; init; }

    public required string Value { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedByName { get; set; } = "";
}
