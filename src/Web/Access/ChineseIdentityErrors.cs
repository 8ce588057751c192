using Microsoft.AspNetCore.Identity;

namespace Innovation.Web.Access;

/// <summary>What Identity says, in the words of our pages.</summary>
internal sealed class ChineseIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), $"用户名“{userName}”已有人使用，请换一个。");
    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), "用户名不能为空。");
    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), $"密码至少 {length} 位。");
    public override IdentityError PasswordRequiresDigit() => Error(nameof(PasswordRequiresDigit), "密码里要有数字。");
    public override IdentityError PasswordRequiresLower() => Error(nameof(PasswordRequiresLower), "密码里要有小写字母。");
    public override IdentityError PasswordRequiresUpper() => Error(nameof(PasswordRequiresUpper), "密码里要有大写字母。");
    public override IdentityError PasswordRequiresNonAlphanumeric() => Error(nameof(PasswordRequiresNonAlphanumeric), "密码里要有符号。");
    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Error(nameof(PasswordRequiresUniqueChars), $"密码里至少要有 {uniqueChars} 个不同的字符。");
    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), "原密码不对。");
    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "资料刚刚被别人改过，请刷新后再试。");
    public override IdentityError DefaultError() => Error(nameof(DefaultError), "没有保存成功，请核对后再试。");

    private static IdentityError Error(string code, string text) => new() { Code = code, Description = text };
}
