using System.Text.Json;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Programs;

/// <summary>申报条件与名额: who may apply in a round, how many may pass, with how much money.</summary>
public sealed record RoundTerms
{
    /// <summary>Most cases that may pass in the whole round; null: no limit.</summary>
    public int? Quota { get; init; }

    /// <summary>Most cases that may pass of each recommending unit; units that are not named have no limit of their own.</summary>
    public IReadOnlyDictionary<string, int> AreaQuotas { get; init; } = new Dictionary<string, int>();

    /// <summary>经费预算 in 万元; null: none stated.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Condition in FEEL over <c>organization.*</c> and <c>today</c> that must be true when an application is handed in; null: everybody may.</summary>
    public string? Eligibility { get; init; }

    /// <summary>The condition in words, shown on the call and to who does not meet it.</summary>
    public string EligibilityMessage { get; init; } = "";

    /// <summary>信用核查: what the office looks up before it accepts an application.</summary>
    public IReadOnlyList<string> CreditChecks { get; init; } = [];

    public bool HasQuotas => Quota is not null || AreaQuotas.Count > 0;

    /// <summary>Whether an organisation may apply; what its profile does not tell counts as not met.</summary>
    /// <param name="context">Profile and day.</param>
    public bool Admits(FormContext context) => Eligibility is null || new FormFacts(Nothing, [], context).IsMet(Eligibility);

    /// <summary>What is wrong with a condition; null when it can be used.</summary>
    public static string? Problem(string eligibility)
    {
        if (!Expression.TryParse(eligibility, out var parsed, out var error)) return $"第 {error.Position + 1} 个字符处，{error.Message}";
        return parsed.Check(name => name.StartsWith("form.", StringComparison.Ordinal) ? null : FormTypes.Of(Nothing, name), FeelKind.Boolean) is [var wrong, ..]
            ? wrong.UnknownName is { } unknown ? $"单位资料里没有“{unknown}”。" : $"第 {wrong.Position + 1} 个字符处，{wrong.Message}" : null;
    }

    /// <summary>As it is stored.</summary>
    public string Write() => JsonSerializer.Serialize(this, FormJson.Options);

    /// <exception cref="JsonException">The text is none.</exception>
    public static RoundTerms Read(string json) => JsonSerializer.Deserialize<RoundTerms>(json, FormJson.Options) ?? throw new JsonException("null");

    /// <summary>A form without fields: the condition reads the profile only.</summary>
    public static FormSchema Nothing { get; } = new() { Id = "", Title = "", Sections = [] };
}
