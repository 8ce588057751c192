using Innovation.Workflows.Texts;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Primitives;

namespace Innovation.Web.Shell;

/// <summary>
/// The one place where forms come in: every text loses its invisible characters (<see cref="CleanText"/>), passwords excepted.
/// For pages it runs after authorization and antiforgery and before the model is bound.
/// </summary>
public sealed class CleanForms : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var request = context.HttpContext.Request;
        if (request.HasFormContentType)
        {
            try
            {
                request.Form = Of(await request.ReadFormAsync(context.HttpContext.RequestAborted));
            }
            catch (Exception broken) when (broken is InvalidDataException or IOException)
            {
                // Cut short or beyond its limits: the binding of the model meets the same and refuses it.
            }
        }

        await next();
    }

    /// <summary>The same form with clean texts.</summary>
    public static IFormCollection Of(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new FormCollection(form.ToDictionary(f => f.Key, f => IsSecret(f.Key) ? f.Value : new StringValues([.. f.Value.Select(v => v is null ? null : CleanText.Of(v))])), form.Files);
    }

    private static bool IsSecret(string name) => name.Contains("password", StringComparison.OrdinalIgnoreCase);
}
