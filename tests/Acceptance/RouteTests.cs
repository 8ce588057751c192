using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Innovation.Acceptance;

/// <summary>Deny by default: every route names its policy, and the table beside this file is what we mean.</summary>
public sealed class RouteTests
{
    private static readonly string Table = Path.Combine(Site.Root, "tests/Acceptance/routes.txt");

    [Fact]
    public async Task Every_route_has_the_access_that_the_table_says()
    {
        await using var site = await Site.StartAsync();
        var lines = site.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText is not null)
            .SelectMany(Lines).Distinct().Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("WRITE_ROUTES") is not null) await File.WriteAllLinesAsync(Table, lines);
        var expected = await File.ReadAllLinesAsync(Table);
        Assert.True(lines.SequenceEqual(expected), "routes differ from tests/Acceptance/routes.txt:\n"
            + string.Join("\n", lines.Except(expected).Select(l => "+ " + l).Concat(expected.Except(lines).Select(l => "- " + l))));
        Assert.DoesNotContain(lines, l => l.EndsWith(" (fallback: nobody)", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Lines(RouteEndpoint endpoint)
    {
        var access = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "everybody"
            : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is { Count: > 0 } policies ? string.Join("+", policies.Select(p => p.Policy ?? "(none)").Distinct())
            : "(fallback: nobody)";
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null ? ["ANY"] : ["PAGE"]);
        foreach (var method in methods) yield return $"{method,-6} /{endpoint.RoutePattern.RawText!.TrimStart('/')} {access}";
    }
}
