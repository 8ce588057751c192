using System.Linq.Expressions;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;

namespace Innovation.Workflows.Cases;

/// <summary>By what cases are found: number, item, applicant with its 统一社会信用代码.</summary>
public static class CaseSearch
{
    public static Func<string, Expression<Func<CaseRow, bool>>> In(WorkflowsDbContext db) => word =>
        c => SearchText.Has(c.OrganizationName, word) || SearchText.Has(c.Title, word) || SearchText.Has(c.Number, word)
            || db.Organizations.Where(o => SearchText.Has(o.Uscc, word)).Select(o => o.Id).Contains(c.OrganizationId);
}
