using System.Globalization;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Texts;

namespace Innovation.Web.Design;

/// <summary>What was typed into a page of the designer, read with its limits. Everything wrong is collected, each with its control.</summary>
/// <param name="values">Typed texts by the name of the control.</param>
public sealed class TypedForm(IReadOnlyDictionary<string, string> values)
{
    private readonly List<Refusal> refusals = [];

    public TypedForm(IFormCollection form) : this(form.ToDictionary(f => f.Key, f => f.Value.ToString())) { }

    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>The text as typed, with line ends as LF and no blanks around it.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "").ReplaceLineEndings("\n").Trim();

    public IReadOnlyDictionary<string, string> Values => values;

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>How many lines were posted, from a hidden control; never more than <paramref name="most"/>.</summary>
    public int Count(string name, int most) => int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, most) : 0;

    public void Refuse(string name, string message) => refusals.Add(new("draft.value", name, message));

    /// <param name="title">How messages call it.</param>
    /// <param name="most">Most characters.</param>
    public string Text(string name, string title, int most, bool required = true)
    {
        var text = this[name];
        if (required && text.Length == 0) Refuse(name, $"请填写{title}。");
        else if (text.Length > most) Refuse(name, $"{title}最多 {most} 字，现在 {text.Length} 字。");
        return text;
    }

    /// <summary>A number; null when nothing is typed or it does not fit.</summary>
    public decimal? Number(string name, string title, decimal min, decimal max, bool required = true)
    {
        var text = this[name];
        if (text.Length == 0)
        {
            if (required) Refuse(name, $"请填写{title}。");
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max && text.Length <= 20) return number;
        Refuse(name, $"{title}应为 {min:0.########} 至 {max:0.########} 的数，现在填的是“{Short(text)}”。");
        return null;
    }

    /// <summary>A whole number; null when nothing is typed or it does not fit.</summary>
    public int? Whole(string name, string title, int min, int max, bool required = true)
    {
        var text = this[name];
        if (text.Length == 0)
        {
            if (required) Refuse(name, $"请填写{title}。");
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Refuse(name, $"{title}应为 {min} 至 {max} 的整数，现在填的是“{Short(text)}”。");
        return null;
    }

    /// <summary>One of the values; the first when nothing is typed.</summary>
    public string Choice(string name, string title, IReadOnlyList<string> allowed)
    {
        var text = this[name];
        if (text.Length == 0) return allowed[0];
        if (!allowed.Contains(text)) Refuse(name, $"{title}请从列表里选。");
        return text;
    }

    private static string Short(string text) => CleanText.Cut(text, 20, "…");
}
