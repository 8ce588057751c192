using System.Globalization;
using System.Text.Json.Nodes;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Funds.Cities;
using Innovation.Workflows.Funds.Vouchers;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Innovation.Workflows.Funds;

/// <summary>
/// What a row looks like after an act, as a hash that stands in the last event of the act: whoever changes a column by hand
/// would have to change the chain of events as well. Columns that are empty or nothing are left out, so that a column which a later version
/// adds changes no seal.
/// </summary>
public static class FundSeal
{
    /// <summary>Name of the hash within the body of an event.</summary>
    public const string Name = "$row";

    /// <summary>Written for very many rows at once and proved by the lines of the clearing.</summary>
    public static IReadOnlySet<(Type Row, string Column)> Outside { get; } = new HashSet<(Type, string)> { (typeof(OrderRow), nameof(OrderRow.ClearingId)), (typeof(ForeignOrderRow), nameof(ForeignOrderRow.ClearingId)) };

    /// <summary>Whether the seal covers a column.</summary>
    public static bool Covers(IReadOnlyProperty column)
    {
        ArgumentNullException.ThrowIfNull(column);
        var row = column.DeclaringType.ClrType;
        return typeof(IFundStream).IsAssignableFrom(row) && column.Name is not (nameof(IFundStream.Sequence) or nameof(IFundStream.HeadHash)) && !Outside.Contains((row, column.Name));
    }

    /// <returns>SHA-256 in hexadecimal over all covered columns that hold something.</returns>
    public static string Of(IModel model, IFundStream row)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(row);
        var values = new JsonObject();
        foreach (var column in model.FindEntityType(row.GetType())!.GetProperties().Where(Covers).OrderBy(c => c.Name, StringComparer.Ordinal))
            if (Text(column.GetGetter().GetClrValue(row)) is { } text) values[column.Name] = text;
        return CanonicalJson.Sha256Hex(values);
    }

    private static string? Text(object? value) => value switch
    {
        null or "" or false => null,
        DateTimeOffset at => at.UtcTicks == 0 ? null : at.UtcTicks.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day == default ? null : day.ToString("O", CultureInfo.InvariantCulture),
        // 80 and 80.00 are one number; which of them a database gives back is its own affair.
        decimal number => number == 0 ? null : number.ToString("0.############################", CultureInfo.InvariantCulture),
        Enum named => Convert.ToInt64(named, CultureInfo.InvariantCulture) == 0 ? null : named.ToString(),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture) is var text && text != "0" ? text : null,
        _ => value.ToString(),
    };
}
