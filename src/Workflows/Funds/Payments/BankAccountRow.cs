namespace Innovation.Workflows.Funds.Payments;

/// <summary>收款账户 of an organisation; one at a time.</summary>
public sealed class BankAccountRow : IFundStream
{
    public required string Id { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>户名; equals the name of the organisation.</summary>
    public required string AccountName { get; set; }

    /// <summary>账号, protected.</summary>
    public required string ProtectedNumber { get; set; }

    /// <summary>The last four digits, which pages show.</summary>
    public required string LastFour { get; set; }

    /// <summary>开户行</summary>
    public required string BankName { get; set; }

    /// <summary>联行号</summary>
    public required string BankCode { get; set; }

    /// <summary>When what the bank needs last became another; saving the same again does not count.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}
