namespace Innovation.Workflows.Funds.Ledger;

/// <summary>Names an account; it comes into being with its first posting.</summary>
/// <param name="Name">As people read it in a refusal: 预算可用额度, 券余额.</param>
public sealed record AccountRef(string Key, AccountKind Kind, string BudgetId, string Name, string? VoucherId = null, string? SubjectId = null, string? OrganizationId = null)
{
    /// <summary>财政来源 of a budget.</summary>
    public static AccountRef Source(string budgetId) => new($"budget:{budgetId}:source", AccountKind.Source, budgetId, "财政来源");

    /// <summary>可用 of a budget.</summary>
    public static AccountRef Available(string budgetId) => new($"budget:{budgetId}:available", AccountKind.Available, budgetId, "预算可用额度");

    /// <summary>What a round may still award.</summary>
    public static AccountRef Round(string budgetId, string roundId) => new($"round:{roundId}:{budgetId}", AccountKind.Round, budgetId, "批次额度", SubjectId: roundId);

    /// <summary>预留 for a case.</summary>
    public static AccountRef Reserved(string budgetId, string subjectId, string organizationId) => new($"reserved:{subjectId}:{budgetId}", AccountKind.Reserved, budgetId, "预留金额", null, subjectId, organizationId);

    /// <summary>已承诺 to a case.</summary>
    public static AccountRef Committed(string budgetId, string subjectId, string organizationId) => new($"committed:{subjectId}:{budgetId}", AccountKind.Committed, budgetId, "承诺金额", null, subjectId, organizationId);

    /// <summary>Free money of a voucher.</summary>
    public static AccountRef Voucher(string budgetId, string voucherId, string organizationId) => new($"voucher:{voucherId}:available", AccountKind.Voucher, budgetId, "券可用余额", voucherId, null, organizationId);

    /// <summary>Left over when the voucher ran out.</summary>
    public static AccountRef Expired(string budgetId, string voucherId, string organizationId) => new($"voucher:{voucherId}:expired", AccountKind.Expired, budgetId, "已过期金额", voucherId, null, organizationId);

    /// <summary>What an order holds of a voucher.</summary>
    public static AccountRef Locked(string budgetId, string voucherId, string orderId, string organizationId) => new($"order:{orderId}:locked", AccountKind.Locked, budgetId, "订单锁定金额", voucherId, orderId, organizationId);

    /// <summary>What a payment still has to pay.</summary>
    /// <param name="subjectId">The payment, or the order before there is one.</param>
    public static AccountRef Payable(string budgetId, string? voucherId, string subjectId, string payeeId) => new($"payable:{subjectId}", AccountKind.Payable, budgetId, "待支付金额", voucherId, subjectId, payeeId);

    /// <summary>What was paid for the same subject.</summary>
    public static AccountRef Paid(string budgetId, string? voucherId, string subjectId, string payeeId) => new($"paid:{subjectId}", AccountKind.Paid, budgetId, "已支付金额", voucherId, subjectId, payeeId);

    /// <summary>What is claimed back of it.</summary>
    public static AccountRef ToRecover(string budgetId, string? voucherId, string subjectId, string debtorId) => new($"toRecover:{subjectId}", AccountKind.ToRecover, budgetId, "应追回金额", voucherId, subjectId, debtorId);

    /// <summary>What came back of it.</summary>
    public static AccountRef Recovered(string budgetId, string? voucherId, string subjectId, string debtorId) => new($"recovered:{subjectId}", AccountKind.Recovered, budgetId, "已追回金额", voucherId, subjectId, debtorId);
}
