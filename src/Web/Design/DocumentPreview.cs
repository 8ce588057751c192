using System.Text.Json.Nodes;
using Innovation.Documents;
using Innovation.Workflows.Forms;
using Innovation.Workflows.Programs;
using Innovation.Workflows.Programs.Texts;
using Innovation.Workflows.Registers;

namespace Innovation.Web.Design;

/// <summary>A document of a draft on paper, with made-up facts.</summary>
/// <param name="Html">The whole page; null when it cannot be printed yet.</param>
/// <param name="Problem">Why not, as one Chinese sentence.</param>
public sealed record DocumentPreview(string? Html, string? Problem)
{
    /// <param name="values">Values of the form to print; null: made-up ones.</param>
    public static DocumentPreview Of(IDocumentWriter writer, JsonObject document, string id, JsonObject json, DateOnly on, JsonObject? values = null)
    {
        if (DraftListPage.Part<DocumentRule>(json) is not { } rule || DocumentTemplates.PlaceOf(id, rule) is not { } place) return new(null, "写好正文、选好发出环节以后，在这里预览。");
        var form = DraftListPage.Part<FormSchema>(document["form"]);
        if (rule.Text is not null && form is not null && Placeholders.Check(rule, place, form) is [var (_, message), ..]) return new(null, message);
        try
        {
            return new(writer.Write(SampleOrder.Of(document, id, rule, place, form, on, values)), null);
        }
        catch (MissingDocumentFieldException missing)
        {
            return new(null, $"缺少“{missing.Label}”：发文机关、联系方式等在基本信息里填写，文号要先选编号方式。");
        }
    }
}
