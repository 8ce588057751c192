using System.Globalization;
using Innovation.Web.Design.Forms;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Organizations;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Registers;

/// <summary>申报条件与名额 of a round as typed.</summary>
public sealed class RoundTermsForm
{
    public string? Quota { get; set; }

    /// <summary>In the printed order of the recommending units.</summary>
    public List<string?> AreaQuotas { get; set; } = [];

    public string? Budget { get; set; }

    public ConditionForm Eligibility { get; set; } = new();

    public string? EligibilityMessage { get; set; }

    /// <summary>One a line.</summary>
    public string? CreditChecks { get; set; }

    /// <summary>The names that the condition may use.</summary>
    public static DraftNames Names { get; } = new(RoundTerms.Nothing);

    public static RoundTermsForm Of(RoundTerms terms)
    {
        var form = new RoundTermsForm
        {
            Quota = terms.Quota?.ToString(CultureInfo.InvariantCulture),
            Budget = terms.Budget?.ToString(CultureInfo.InvariantCulture),
            Eligibility = ConditionForm.Of(terms.Eligibility),
            EligibilityMessage = terms.EligibilityMessage,
            CreditChecks = string.Join('\n', terms.CreditChecks),
        };
        form.AreaQuotas.AddRange(RecommendingUnits.All.Select(u => terms.AreaQuotas.TryGetValue(u.Name, out var most) ? most.ToString(CultureInfo.InvariantCulture) : null));
        return form;
    }

    /// <summary>Element id of the control that a refused field belongs to; null for a field of another panel.</summary>
    public static string? ControlOf(string field) => field switch
    {
        "quota" => "i-Form-Terms-Quota",
        "areaQuotas" => "area-quotas",
        "budget" => "i-Form-Terms-Budget",
        "eligibility" => "i-Form-Terms-Eligibility-text",
        "eligibilityMessage" => "i-Form-Terms-EligibilityMessage",
        "creditChecks" => "credit-checks",
        _ => null,
    };

    /// <summary>What was meant, or why it cannot be read.</summary>
    public (RoundTerms Terms, Refusal? Refusal) Read()
    {
        var terms = new RoundTerms();
        if (!Whole(Quota, out var quota)) return (terms, new("round.quota", "quota", "总名额应为整数。"));
        var areas = new Dictionary<string, int>();
        for (var i = 0; i < Math.Min(AreaQuotas.Count, RecommendingUnits.All.Count); i++)
        {
            if (!Whole(AreaQuotas[i], out var most)) return (terms, new("round.areaQuotas", "areaQuotas", $"{RecommendingUnits.All[i].Name}的名额应为整数。"));
            if (most is { } number) areas[RecommendingUnits.All[i].Name] = number;
        }

        decimal? budget = null;
        if (!string.IsNullOrWhiteSpace(Budget))
        {
            if (!decimal.TryParse(Budget.Trim().Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || Math.Round(amount, 2) != amount) return (terms, new("round.budget", "budget", "经费预算应为数字，最多两位小数。"));
            budget = amount;
        }

        var (condition, refusal) = Eligibility.Read(Names, "eligibility", "申报条件");
        return (new RoundTerms
        {
            Quota = quota,
            AreaQuotas = areas,
            Budget = budget,
            Eligibility = condition,
            EligibilityMessage = EligibilityMessage?.Trim() ?? "",
            CreditChecks = [.. (CreditChecks ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        }, refusal);
    }

    private static bool Whole(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) return false;
        number = whole;
        return true;
    }
}
