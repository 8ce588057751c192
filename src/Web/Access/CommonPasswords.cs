using Innovation.Workflows.Organizations;
using Microsoft.AspNetCore.Identity;

namespace Innovation.Web.Access;

/// <summary>
/// Refuses passwords that guessers try first: those of the shipped list of thirty thousand common ones, also with capitals,
/// digits for letters or a year behind them, keyboard rows, repetitions, and the person's own name (zxcvbn, score 0 and 1).
/// </summary>
public sealed class CommonPasswords : IPasswordValidator<UserAccount>
{
    /// <summary>What is looked at; a longer password is not made weaker by the rest.</summary>
    private const int MostCharacters = 64;

    private static readonly Lock Gate = new();
    private static readonly Lazy<Zxcvbn.Zxcvbn> Estimate = new(() => new());

    public Task<IdentityResult> ValidateAsync(UserManager<UserAccount> manager, UserAccount user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        var looked = (password ?? "") is { Length: > MostCharacters } longer ? longer[..MostCharacters] : password ?? "";
        string[] own = [.. new[] { user.UserName, user.DisplayName, user.Email }.OfType<string>().Where(t => t.Length > 1)];
        int score;
        lock (Gate) score = Estimate.Value.EvaluatePassword(looked, own).Score;
        return Task.FromResult(score > 1 ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "PasswordTooCommon", Description = "这个密码太常见，容易被猜中，请换一个：不要用姓名、用户名、生日、键盘顺序，可以把几个不相干的词连起来。" }));
    }
}
