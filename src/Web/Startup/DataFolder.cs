using Innovation.Workflows.Storage;

namespace Innovation.Web.Startup;

/// <summary>The folder of database, files, keys and anchors: nobody else reads it, and what a crash left half written is swept away.</summary>
internal static class DataFolder
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>A file that is being written is younger.</summary>
    private static readonly TimeSpan Half = TimeSpan.FromHours(1);

    /// <summary>Makes the folder ready, and an empty database where there is none yet.</summary>
    /// <exception cref="LostDatabaseException">The folder has been used before, but its database is gone.</exception>
    public static void Prepare(ServerOptions server)
    {
        Directory.CreateDirectory(server.Data);
        var temporary = Path.Combine(server.Data, "tmp");
        Directory.CreateDirectory(temporary);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(server.Data, Own);
            File.SetUnixFileMode(temporary, Own);
        }

        // Uploads are kept beside the data while they come in, not in a folder that everybody reads.
        if (Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") is not { Length: > 0 }) Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", Path.GetFullPath(temporary));
        Sweep(temporary, "*");
        Sweep(server.Data, "*.part");
        if (Directory.Exists(server.Files)) Sweep(server.Files, "*.part");
        if (server.SqlServer is not null || File.Exists(server.DatabaseFile)) return;
        var anchors = Path.Combine(server.Data, "anchors");
        if (Directory.Exists(anchors) && Directory.EnumerateFileSystemEntries(anchors).Any()) throw new LostDatabaseException(Path.GetFullPath(server.Data));
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(server.DatabaseFile, options).Dispose();
    }

    private static void Sweep(string folder, string pattern)
    {
        var before = DateTime.UtcNow - Half;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles(pattern).Where(f => f.LastWriteTimeUtc < before).ToList())
        {
            try
            {
                file.Delete();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or in use: it stays until the next start.
            }
        }
    }
}

/// <summary>A data folder that has been used has no database any more; a new one would look as if all had been lost.</summary>
internal sealed class LostDatabaseException(string folder)
    : Exception($"数据目录 {folder} 以前用过，但里面没有数据库 innovation.db，可能是误删了，或者磁盘没有挂好。没有新建数据库。请先找回数据库，或者用备份恢复（deploy/restore）；确实要从头开始的，请换一个空的数据目录。");
