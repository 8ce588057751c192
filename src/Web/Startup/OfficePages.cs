using Innovation.Web.Batches;
using Innovation.Web.Registers;
using Innovation.Web.Recommend;
using Innovation.Workflows.Programs;

namespace Innovation.Web.Startup;

/// <summary>What the pages for meetings, issuing, registers and administration need.</summary>
public static class OfficePages
{
    public static void AddOfficePages(this IServiceCollection services)
    {
        // One page for a new round and an existing one.
        services.Configure<Microsoft.AspNetCore.Mvc.RazorPages.RazorPagesOptions>(o => o.Conventions.AddPageRoute("/Registers/Round", "/rounds/new"));
        services
            .AddSingleton<BatchDesk>().AddSingleton<MinutesPrint>().AddSingleton<CertificateList>()
            .AddSingleton<RecommendationSummaries>().AddSingleton<ISummaryWriter, SummaryWriter>();
    }
}
