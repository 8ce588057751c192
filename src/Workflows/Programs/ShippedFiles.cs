namespace Innovation.Workflows.Programs;

/// <summary>Reads the embedded files of the folder Catalogue.</summary>
internal static class ShippedFiles
{
    public static string Read(string file)
    {
        var assembly = typeof(ShippedFiles).Assembly;
        var name = assembly.GetManifestResourceNames()
            .SingleOrDefault(resource => resource.EndsWith(".Programs.Catalogue." + file, StringComparison.Ordinal))
            ?? throw new FileNotFoundException($"No {file} in the catalogue.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
