using System.Collections.Concurrent;
using Innovation.Workflows.Forms;

namespace Innovation.Workflows.Programs;

/// <summary>The forms that come with the program, as embedded data of the catalogue.</summary>
public static class ShippedForms
{
    private static readonly ConcurrentDictionary<string, FormSchema> Read = new(StringComparer.Ordinal);

    /// <summary>A shipped form by id, such as <c>pr01</c> (本级创新平台认定).</summary>
    /// <exception cref="FileNotFoundException">There is no such form.</exception>
    public static FormSchema Get(string id) => Read.GetOrAdd(id, key => FormJson.ReadSchema(ShippedFiles.Read($"{key}.form.json")));
}
