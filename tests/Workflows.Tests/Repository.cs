namespace Innovation.Workflows.Tests;

/// <summary>The files of the repository, for tests that compare with a source or a table.</summary>
internal static class Repository
{
    /// <summary>The root folder.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Innovation.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
