using Innovation.Documents.Pdf;
using Microsoft.Extensions.DependencyInjection;

namespace Innovation.Documents;

/// <summary>Registers the renderer.</summary>
public static class DocumentsServices
{
    /// <summary>Adds <see cref="IPdfRenderer"/> by Chromium.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services, Action<ChromiumOptions>? configure = null)
    {
        var options = services.AddOptions<ChromiumOptions>().ValidateDataAnnotations();
        if (configure is not null) options.Configure(configure);
        return services.AddSingleton<IPdfRenderer, ChromiumPdfRenderer>();
    }
}
