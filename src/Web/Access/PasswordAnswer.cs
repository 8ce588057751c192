using System.Globalization;
using Innovation.Workflows.Organizations;

namespace Innovation.Web.Access;

/// <summary>What became of a password.</summary>
public enum PasswordAnswer
{
    Right,

    Wrong,

    /// <summary>The password is right, but too many wrong codes have locked the account for a while.</summary>
    Locked,

    /// <summary>Too many tries; nothing was looked at.</summary>
    Wait,
}

/// <summary>The answer to a name and a password.</summary>
/// <param name="Account">Whose they are; null unless right or locked.</param>
/// <param name="Pause">How long to wait.</param>
public sealed record PasswordCheck(PasswordAnswer Answer, UserAccount? Account, TimeSpan? Pause)
{
    /// <summary>What somebody is told who has to wait, in words and to his program; the same for names that do not exist.</summary>
    public static string Wait(HttpResponse response, TimeSpan pause)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return $"这个用户名接连输错了密码，为防止有人猜密码，请等 {(pause.TotalSeconds > 90 ? $"{Math.Ceiling(pause.TotalMinutes)} 分钟" : $"{Math.Ceiling(pause.TotalSeconds)} 秒")}再登录。以前登录过的电脑不受别人输错的影响。忘记密码的，请联系本单位管理员或者市科技局重置。";
    }
}
