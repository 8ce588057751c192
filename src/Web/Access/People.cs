using Innovation.Workflows.Organizations;
using Innovation.Workflows.Storage;

namespace Innovation.Web.Access;

/// <inheritdoc cref="IPeople"/>
public sealed class People(IDbContexts contexts) : IPeople
{
    public Task<UserContext?> LoadAsync(string userId, CancellationToken cancellation = default) => CurrentUser.LoadAsync(contexts, userId);
}
