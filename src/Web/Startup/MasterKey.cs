using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Innovation.Web.Startup;

/// <summary>
/// The key that is not kept with the data: it encrypts (AES-256-GCM) the keys in the data folder, which encrypt passwords of senders,
/// secrets of second factors and of city links. Who has a copy of the data or of a backup can read none of them without it.
/// A file holds one key a line, in Base64; the first is used, the others still open what they have closed.
/// </summary>
public sealed class MasterKey
{
    private const int Bytes = 32;

    private readonly byte[][] keys;

    private MasterKey(byte[][] keys) => this.keys = keys;

    /// <summary>Reads the key; null when none is configured.</summary>
    /// <exception cref="MasterKeyException">It cannot be read, or is no key.</exception>
    public static MasterKey? Read(ServerOptions server)
    {
        if (server.MasterKey is { Length: > 0 } text) return Parse(text, "环境变量 Server__MasterKey");
        if (server.KeyFile is not { Length: > 0 } file) return null;
        try
        {
            return Parse(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"读不到主密钥文件 {file}。没有它，发送密码、两步验证等密文都打不开；请从保管处恢复这个文件，或者检查属主和权限。");
        }
    }

    public byte[] Encrypt(byte[] plain)
    {
        var (nonce, tag, cipher) = (RandomNumberGenerator.GetBytes(12), new byte[16], new byte[plain.Length]);
        using var aes = new AesGcm(keys[0], tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        return [.. nonce, .. tag, .. cipher];
    }

    /// <exception cref="CryptographicException">None of the keys has closed it.</exception>
    public byte[] Decrypt(byte[] closed)
    {
        foreach (var key in keys)
        {
            var plain = new byte[closed.Length - 28];
            using var aes = new AesGcm(key, 16);
            try
            {
                aes.Decrypt(closed.AsSpan(0, 12), closed.AsSpan(28), closed.AsSpan(12, 16), plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another key may have closed it.
            }
        }

        throw new CryptographicException("The master key does not fit.");
    }

    private static MasterKey Parse(string text, string from)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var keys = lines.Select(l => { var key = new byte[Bytes]; return Convert.TryFromBase64String(l, key, out var count) && count == Bytes ? key : null; }).ToArray();
        return keys.Length > 0 && keys.All(k => k is not null) ? new MasterKey(keys!)
            : throw new MasterKeyException($"{from} 里的主密钥不对：每行一个，32 字节，Base64 写法；可以用 openssl rand -base64 32 生成。");
    }
}

/// <summary>The master key is missing or is none.</summary>
public sealed class MasterKeyException(string message) : Exception(message);

/// <summary>Closes the keys of data protection with the master key.</summary>
internal sealed class MasterKeyEncryptor(MasterKey key) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("masterKeyEncrypted", Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))), typeof(MasterKeyDecryptor));
}

/// <summary>Opens them again; named in the stored keys.</summary>
internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString((services.GetService<MasterKey>() ?? throw new CryptographicException("没有配置主密钥（Server:KeyFile），打不开数据目录里的密钥。")).Decrypt(Convert.FromBase64String(encryptedElement.Value))));
}

/// <summary>Puts the master key into data protection.</summary>
internal static class MasterKeySetup
{
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";

    public static void AddMasterKey(this IServiceCollection services, ServerOptions server)
    {
        var folder = Path.Combine(server.Data, "keys");
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder)).SetApplicationName("innovation");
        if (MasterKey.Read(server) is not { } key) return;
        services.AddSingleton(key);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(new ConfigureOptions<KeyManagementOptions>(o => o.XmlEncryptor = new MasterKeyEncryptor(key)));
    }

    /// <summary>Closes keys that an earlier start has written open.</summary>
    public static void Close(ServerOptions server, MasterKey key)
    {
        var folder = Path.Combine(server.Data, "keys");
        if (!Directory.Exists(folder)) return;
        var encryptor = new MasterKeyEncryptor(key);
        foreach (var file in Directory.EnumerateFiles(folder, "key-*.xml"))
        {
            var document = XElement.Load(file);
            var open = document.Descendants().Where(e => (bool?)e.Attribute(Protection + "requiresEncryption") == true).ToList();
            if (open.Count == 0) continue;
            foreach (var element in open)
            {
                var closed = encryptor.Encrypt(element);
                element.ReplaceWith(new XElement(Protection + "encryptedSecret", new XAttribute("decryptorType", closed.DecryptorType.AssemblyQualifiedName!), closed.EncryptedElement));
            }

            var part = file + ".part";
            document.Save(part);
            File.Move(part, file, overwrite: true);
        }
    }
}
