namespace Innovation.Workflows.Funds.Payments;

/// <summary>支付指令: a file for the bank with several approved payments.</summary>
public sealed class PayOrderRow : IFundStream
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    /// <summary>Name of the format at that time.</summary>
    public required string Format { get; init; }

    public required string FileName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>笔数</summary>
    public required int Count { get; init; }

    /// <summary>合计, in 分.</summary>
    public required long Total { get; init; }

    /// <summary>The file, protected: it has account numbers in it.</summary>
    public required byte[] ProtectedContent { get; init; }

    /// <summary>SHA-256 of the file as the bank gets it.</summary>
    public required string Sha256 { get; init; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}

/// <summary>支付指令格式 of a bank, as a template.</summary>
public sealed class PayOrderFormatRow : IFundStream
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>First lines, with {{笔数}} and {{合计}}; empty: none.</summary>
    public string Header { get; set; } = "";

    /// <summary>One payment, with {{序号}} {{户名}} {{账号}} {{开户行}} {{联行号}} {{金额}} {{用途}} {{支付编号}}.</summary>
    public required string Line { get; set; }

    /// <summary>Last lines, with {{笔数}} and {{合计}}; empty: none.</summary>
    public string Footer { get; set; } = "";

    /// <summary>What stands between the values and therefore in none of them.</summary>
    public required string Separator { get; set; }

    /// <summary>GB18030, otherwise UTF-8.</summary>
    public bool Gb18030 { get; set; }

    public int Sequence { get; set; }

    public string HeadHash { get; set; } = "";
}
