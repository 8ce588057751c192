namespace Innovation.Workflows.Funds.Budgets;

/// <summary>预算: what was appropriated for one item in one year. Its amounts are in the ledger.</summary>
public sealed class BudgetRow : IFundStream
{
    public required string Id { get; init; }

    public required int Year { get; init; }

    /// <summary>预算项目, such as 科技创新券专项; unique within the year.</summary>
    public required string Item { get; init; }

    /// <summary>指标文号 of the first appropriation.</summary>
    public required string Basis { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}
