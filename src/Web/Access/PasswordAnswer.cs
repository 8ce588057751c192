namespace Innovation.Web.Access;

/// <summary>What became of a password.</summary>
public enum PasswordAnswer
{
    Right,

    Wrong,

    /// <summary>Too many failures; the account is locked for a while.</summary>
    Locked,
}
