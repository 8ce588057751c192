using System.Security.Cryptography;

namespace Innovation.Workflows.Storage.Files;

/// <summary>Files by their SHA-256: written once, never changed.</summary>
public sealed class FileVault(string folder)
{
    /// <summary>Stores the content and gives its SHA-256 in hexadecimal.</summary>
    public async Task<string> StoreAsync(Stream content, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, Path.GetRandomFileName() + ".part");
        try
        {
            string hash;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                await content.CopyToAsync(file, cancellation);
                await file.FlushAsync(cancellation);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
            }

            var target = PathOf(hash);
            if (File.Exists(target)) return hash;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(part, target, overwrite: true);
            return hash;
        }
        finally
        {
            File.Delete(part);
        }
    }

    public bool Exists(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>Whether the file is there and says what its name says.</summary>
    public async Task<bool> IsIntactAsync(string sha256, CancellationToken cancellation = default)
    {
        if (!IsName(sha256) || !Exists(sha256)) return false;
        await using var content = Open(sha256);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)) == sha256;
    }

    public Stream Open(string sha256) => new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 81920, useAsync: true);

    /// <summary>The whole file; none is larger than <see cref="FileKinds.MaxSize"/>.</summary>
    public Task<byte[]> ReadAsync(string sha256, CancellationToken cancellation = default) => File.ReadAllBytesAsync(PathOf(sha256), cancellation);

    private static bool IsName(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower);

    private string PathOf(string sha256)
    {
        if (!IsName(sha256)) throw new ArgumentException("not a SHA-256", nameof(sha256));
        return Path.Combine(folder, sha256[..2], sha256);
    }
}
