using System.Text.Json.Nodes;
using Innovation.Workflows.Engine;
using Innovation.Workflows.Expressions;
using Innovation.Workflows.Forms;

namespace Innovation.Web.Design.Forms;

/// <summary>Turns the panel of a rule across fields into the rule of the draft.</summary>
internal static class RuleFormReader
{
    public static (JsonObject Rule, IReadOnlyList<Refusal> Refusals) Read(RuleForm form, DraftNames names, FormSchema schema)
    {
        var refusals = new List<Refusal>();
        var (when, wrong) = form.When.Read(names, "r.when.text", "适用条件");
        if (wrong is not null) refusals.Add(wrong);
        var assert = form.Assert?.Trim() ?? "";
        if (assert.Length is 0 or > 1000) refusals.Add(new("draft.rule", "r.assert", "请填写必须成立的公式，最多 1000 字。"));
        else if (!Expression.TryParse(assert, out _, out var error)) refusals.Add(new("draft.rule", "r.assert", $"必须成立的公式第 {error.Position + 1} 个字符处，{error.Message}"));
        if (schema.Find(form.Field ?? "") is null) refusals.Add(new("draft.rule", "r.field", "请选择提示写在哪个字段。"));
        var message = form.Message?.Trim() ?? "";
        if (message.Length is 0 or > 200) refusals.Add(new("draft.rule", "r.message", "请填写不符合时的提示，最多 200 字，写明怎么改。"));
        var rule = new JsonObject();
        if (when is not null) rule["when"] = when;
        rule["assert"] = assert;
        rule["field"] = form.Field;
        rule["message"] = message;
        return (rule, refusals);
    }
}
