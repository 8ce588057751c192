using System.Security.Cryptography;
using Innovation.Web.Startup;
using Microsoft.AspNetCore.DataProtection;

namespace Innovation.Acceptance;

/// <summary>The data folder, and with it every backup, opens no secret without the key that is kept elsewhere.</summary>
public sealed class MasterKeyTests
{
    [Fact]
    public async Task Keys_in_the_data_folder_are_closed_also_those_of_before_and_keys_can_be_changed()
    {
        var file = Path.GetTempFileName();
        var (first, second) = (Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        // A folder that was used without a master key.
        var site = await Site.StartAsync();
        site.Keep();
        var closed = site.Get<IDataProtectionProvider>().CreateProtector("test").Protect("geheim");
        await site.DisposeAsync();
        Assert.Contains(Keys(site.Data), k => k.Contains("requiresEncryption", StringComparison.Ordinal));

        await File.WriteAllTextAsync(file, first + "\n", TestContext.Current.CancellationToken);
        await using (var with = await Site.OpenAsync(site.Data, "--Server:KeyFile", file))
        {
            with.Keep();
            Assert.Equal("geheim", with.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(closed));
            Assert.DoesNotContain(Keys(site.Data), k => k.Contains("requiresEncryption", StringComparison.Ordinal) || k.Contains("<value>", StringComparison.Ordinal));
        }

        // The new key comes first, the old one still opens.
        await File.WriteAllTextAsync(file, second + "\n" + first + "\n", TestContext.Current.CancellationToken);
        await using (var changed = await Site.OpenAsync(site.Data, "--Server:KeyFile", file))
        {
            changed.Keep();
            Assert.Equal("geheim", changed.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(closed));
        }

        // A copy of the folder without the key.
        await File.WriteAllTextAsync(file, second + "\n", TestContext.Current.CancellationToken);
        await using var stolen = await Site.OpenAsync(site.Data, "--Server:KeyFile", file);
        Assert.ThrowsAny<CryptographicException>(() => stolen.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(closed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAA")]
    public void What_is_no_key_is_refused_in_words(string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        Assert.Contains("openssl rand", Assert.Throws<MasterKeyException>(() => MasterKey.Read(new ServerOptions { KeyFile = file })).Message, StringComparison.Ordinal);
        Assert.Contains("读不到", Assert.Throws<MasterKeyException>(() => MasterKey.Read(new ServerOptions { KeyFile = file + ".missing" })).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys(string data) => Directory.EnumerateFiles(Path.Combine(data, "keys"), "key-*.xml").Select(File.ReadAllText);
}
