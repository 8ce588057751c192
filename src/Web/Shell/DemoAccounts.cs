namespace Innovation.Web.Shell;

/// <summary>An account of the demonstration, offered on the sign-in page.</summary>
/// <param name="UserName">用户名.</param>
/// <param name="Password">Its password; demonstration accounts have no secrets.</param>
/// <param name="Who">Such as 大冶示例新材料有限公司 · 李某.</param>
/// <param name="Role">What this person does, such as 申报单位经办人.</param>
public sealed record DemoAccount(string UserName, string Password, string Who, string Role);

/// <summary>Port: the accounts that the sign-in page lists in demo mode.</summary>
public interface IDemoAccounts
{
    /// <summary>In the order of the process; empty outside demo mode.</summary>
    ValueTask<IReadOnlyList<DemoAccount>> ListAsync(CancellationToken cancellation = default);
}

/// <summary>No demonstration accounts.</summary>
internal sealed class NoDemoAccounts : IDemoAccounts
{
    public ValueTask<IReadOnlyList<DemoAccount>> ListAsync(CancellationToken cancellation = default) => ValueTask.FromResult<IReadOnlyList<DemoAccount>>([]);
}
