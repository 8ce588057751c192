namespace Innovation.Workflows.Funds.Vouchers;

/// <summary>创新券方案 of a year: the rules under which vouchers are granted and used. Defaults: handbook B10 [C], all editable.</summary>
public sealed class SchemeRow : IFundStream
{
    public required string Id { get; init; }

    public required int Year { get; init; }

    public required string Name { get; set; }

    /// <summary>The budget that pays.</summary>
    public required string BudgetId { get; init; }

    /// <summary>每家企业年度上限 in 分.</summary>
    public long Cap { get; set; } = 10_000_000;

    /// <summary>抵扣比例上限: the largest share of a contract that a voucher pays, in percent.</summary>
    public decimal Percent { get; set; } = 50;

    /// <summary>券有效期, in months from the grant.</summary>
    public int ValidMonths { get; set; } = 12;

    /// <summary>发券期限, in working days from the application.</summary>
    public int GrantDays { get; set; } = 5;

    /// <summary>锁定期限: calendar days in which the provider must take an order on, or the lock lapses.</summary>
    public int LockDays { get; set; } = 30;

    /// <summary>确认期限, in working days; silence becomes a dispute, never a confirmation.</summary>
    public int ConfirmDays { get; set; } = 10;

    /// <summary>核销申请期限, in calendar days after the confirmation; then the lock lapses.</summary>
    public int RedeemDays { get; set; } = 90;

    /// <summary>核销审核期限, in working days.</summary>
    public int AuditDays { get; set; } = 10;

    /// <summary>兑付公示, in working days.</summary>
    public int NoticeDays { get; set; } = 5;

    /// <summary>兑付期限, in working days.</summary>
    public int PayoutDays { get; set; } = 15;

    /// <summary>关联持股比例: from this share on, two parties are related, in percent.</summary>
    public decimal RelatedPercent { get; set; } = 25;

    /// <summary>抽查比例 of what was paid, in percent.</summary>
    public decimal SpotPercent { get; set; } = 10;

    /// <summary>违规限制年限 for both sides of a fraud.</summary>
    public int BarYears { get; set; } = 2;

    /// <summary>Whether applications are taken.</summary>
    public bool Open { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}
