namespace Innovation.Workflows.Organizations;

/// <summary>登录: one sign-in of a person, by browser or by token, until it ends.</summary>
public sealed class SessionRow
{
    /// <summary>128 random bits; also a claim in the cookie or token.</summary>
    public required string Id { get; init; }

    public required string UserId { get; init; }

    /// <summary>A token of the API; otherwise a browser.</summary>
    public required bool IsToken { get; init; }

    public required string UserAgent { get; init; }

    public required string Address { get; init; }

    public required DateTimeOffset SignedInAt { get; init; }

    /// <summary>To within a few minutes.</summary>
    public DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}
