using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Innovation.Workflows.Reviews.BlindCopies;

/// <summary>The names that a blind copy does not show, even inside texts, and what stands in their place.</summary>
public sealed class BlindNames
{
    /// <summary>In place of the applicant.</summary>
    public const string Applicant = "申报单位";

    /// <summary>In place of any other name.</summary>
    public const string Other = "已隐去";

    private const int ShortestShortForm = 4;
    private static readonly string[] Legal = ["有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司", "集团", "公司"];
    private static readonly string[] Places = ["湖北省", "湖北", "黄石市", "黄石", "大冶市", "大冶"];

    private readonly Dictionary<string, string> words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="organization">Full name of the applicant.</param>
    /// <param name="area">Its recommending unit.</param>
    /// <param name="values">The frozen form with the profile under <c>organization</c>.</param>
    public BlindNames(string organization, string area, JsonObject values)
    {
        Add(organization, Applicant);
        foreach (var form in ShortForms(organization)) Add(form, Applicant);
        var profile = values["organization"] as JsonObject;
        Add(Text(profile?["uscc"]), Applicant);
        Add(Text(profile?["legal_rep"]), Applicant + "法定代表人");
        Add(Text(profile?["contact_name"]), Applicant + "联系人");
        Add(Text(profile?["contact_mobile"]), Other);
        Add(area, Other);
        Collect(values);
        Search = new NameSearch(words.Keys);
        Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words.Keys.Order(StringComparer.Ordinal)))));
    }

    /// <summary>Finds them in texts.</summary>
    public NameSearch Search { get; }

    /// <summary>What is looked for.</summary>
    public IReadOnlyCollection<string> Words => words.Keys;

    /// <summary>Equal for the same names: 64 hexadecimal digits.</summary>
    public string Key { get; }

    /// <summary>A text without the names.</summary>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (hidden, at) = (new StringBuilder(text.Length), 0);
        foreach (var hit in Search.Find(text))
        {
            hidden.Append(text, at, hit.Start - at).Append(words[hit.Name]);
            at = hit.End;
        }

        return hidden.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>The same values with the names replaced in every text.</summary>
    public JsonNode? Hide(JsonNode? node) => node switch
    {
        JsonObject parts => new JsonObject(parts.Select(p => KeyValuePair.Create(p.Key, Hide(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Hide)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Hide(text),
        _ => node?.DeepClone(),
    };

    // 大冶示例食品科技有限公司: also 大冶示例食品科技 and 示例食品科技.
    private static IEnumerable<string> ShortForms(string name)
    {
        var body = Legal.FirstOrDefault(l => name.EndsWith(l, StringComparison.Ordinal)) is { } legal ? name[..^legal.Length] : name;
        if (body.Length >= ShortestShortForm) yield return body;
        var core = body;
        while (Places.FirstOrDefault(p => core.StartsWith(p, StringComparison.Ordinal)) is { } place) core = core[place.Length..];
        if (core.Length >= ShortestShortForm) yield return core;
    }

    // Names of organisations and persons carry a name member wherever they stand.
    private void Collect(JsonNode? node)
    {
        if (node is JsonArray list) foreach (var item in list) Collect(item);
        if (node is not JsonObject parts) return;
        if (parts.ContainsKey("uscc") || parts.ContainsKey("employer"))
            foreach (var key in new[] { "name", "employer" }) Add(Text(parts[key]), Other);
        foreach (var (_, member) in parts) Collect(member);
    }

    private void Add(string? name, string instead)
    {
        if (name?.Trim() is { Length: >= 2 } word) words.TryAdd(word, instead);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
