namespace Innovation.Workflows.Deadlines;

/// <summary>When a period ends.</summary>
/// <param name="LastDay">The last day of the period, in China.</param>
/// <param name="DueInstant">24:00 Asia/Shanghai of that day, in UTC. What arrives at or after it is late.</param>
/// <param name="Provisional">暂定: the period touches a year whose holiday notice is not loaded.</param>
public readonly record struct DeadlineDate(DateOnly LastDay, DateTimeOffset DueInstant, bool Provisional);
