namespace Innovation.Workflows.Programs;

/// <summary>Reads the embedded files of the folders Catalogue and Patterns.</summary>
internal static class ShippedFiles
{
    public static string Read(string file, string folder = "Catalogue")
    {
        var assembly = typeof(ShippedFiles).Assembly;
        var name = assembly.GetManifestResourceNames()
            .SingleOrDefault(resource => resource.EndsWith($".Programs.{folder}.{file}", StringComparison.Ordinal))
            ?? throw new FileNotFoundException($"No {file} in {folder}.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
