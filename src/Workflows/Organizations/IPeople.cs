namespace Innovation.Workflows.Organizations;

/// <summary>Loads what a person holds now, for work that goes on after their request has ended.</summary>
public interface IPeople
{
    /// <returns>Null when the account is missing or disabled.</returns>
    Task<UserContext?> LoadAsync(string userId, CancellationToken cancellation = default);
}
