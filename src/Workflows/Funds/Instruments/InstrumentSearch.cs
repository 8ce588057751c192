using System.Linq.Expressions;
using Innovation.Workflows.Funds.Providers;
using Innovation.Workflows.Storage;
using Innovation.Workflows.Storage.Searching;

namespace Innovation.Workflows.Funds.Instruments;

/// <summary>By what instruments are found: name, provider, model and purpose.</summary>
public static class InstrumentSearch
{
    public static Expression<Func<ServiceRow, bool>> In(WorkflowsDbContext db, string word) =>
        s => SearchText.Has(s.Name, word) || SearchText.Has(s.Provider.Name, word)
            || db.Instruments.Any(i => i.ServiceId == s.Id && (SearchText.Has(i.Model, word) || SearchText.Has(i.Purpose, word)));
}
