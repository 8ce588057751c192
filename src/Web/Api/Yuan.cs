namespace Innovation.Web.Api;

/// <summary>Amounts of the API are in 元 with at most two decimals.</summary>
internal static class Yuan
{
    /// <summary>In 分; -1 for what is no amount, so that the command refuses it at its field.</summary>
    public static long Fen(decimal? yuan) =>
        yuan is { } y && decimal.Abs(y) <= Workflows.Funds.Fen.Most / 100m && decimal.Round(y, 2) == y ? Workflows.Funds.Fen.FromYuan(y) : -1;

    public static decimal Of(long fen) => Workflows.Funds.Fen.ToYuan(fen);
}
